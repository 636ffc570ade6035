export type { TableSum } from "./dump-format.ts";
export { dumpStore } from "./dump-store.ts";
export { holdDesk, isShared } from "./hold-desk.ts";
export { type JobQueue, openJobs, startWorker, type Task } from "./jobs.ts";
export { loadDump, sumStore } from "./load-dump.ts";
export { openStore, type Store, type StoreOptions } from "./open-store.ts";
export type { NewDelivery } from "./outbox.ts";
export type { PeopleStore } from "./people-store.ts";
export { watchServer } from "./watch-server.ts";
