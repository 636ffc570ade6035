/** Takes a key, does the work or not, says so, and waits to be killed before it has answered. */
import { openStore } from "../../src/store/index.ts";

const [connection = "{}", how, id = ""] = process.argv.slice(2);
const store = await openStore({ connection: JSON.parse(connection) });
await store.answers.take(id, "r");
store.answers.workOn(id, async () => {
  if (how === "done")
    await store.audit.append({
      at: "2031-05-04T18:00:00Z",
      who: { id: "p1", name: "Ada" },
      action: "desk.tried",
      object: { type: "desk", id: "desk" },
    });
  process.stdout.write("there\n");
});
setInterval(() => undefined, 60_000);
