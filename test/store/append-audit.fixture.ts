/** Appends to the audit chain until it is killed; says each entry's number once it was acknowledged. */
import { openStore } from "../../src/store/index.ts";

const store = await openStore({ connection: JSON.parse(process.argv[2] ?? "{}") });
for (;;) {
  const { seq } = await store.audit.append({
    at: "2031-05-04T18:00:00Z",
    who: { id: `writer-${process.pid}`, name: "writer" },
    action: "desk.tried",
    object: { type: "desk", id: "desk" },
  });
  process.stdout.write(`${seq}\n`);
}
