/** `watchfloor work`: collects sources and makes editions when they are due, until it is stopped. */
import { deliveryOn, inForceOn, openDeskConfig } from "./desk-config.ts";
import { openDeskLog } from "./desk-log.ts";
import { finishWhenInterrupted } from "./end-well.ts";
import { outliveStore } from "./outlive-store.ts";
import { countOf, say } from "./say.ts";
import { tellServer } from "./say-store.ts";
import { startWork } from "./start-work.ts";
import { holdOpen } from "./with-desk.ts";

export const runWork = async (): Promise<undefined> => {
  const configured = await openDeskConfig();
  const deskLog = openDeskLog();
  const desk = await holdOpen({ name: "work", as: "use", onServer: tellServer(deskLog) });
  const letEnd = outliveStore(deskLog.log);
  finishWhenInterrupted(async () => {
    await desk.close();
    letEnd();
  });
  const work = await startWork(desk, configured, deskLog);
  const sending = await (await import("./start-delivery.ts")).startDelivery(
    desk,
    deliveryOn(desk, configured),
    deskLog,
  );
  finishWhenInterrupted(async () => {
    await Promise.all([work.stop(), sending.stop()]);
    await desk.close();
    letEnd();
  });
  const inForce = inForceOn(desk, configured);
  const [sources, editions] = await Promise.all([inForce.sources(), inForce.editions()]);
  say(
    `Working on ${desk.where}: ${countOf(sources.length, "source")}, ${countOf(editions.value.length, "edition plan")}. Ctrl-C stops.`,
  );
  return undefined;
};
