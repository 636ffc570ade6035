/** What `npm start` runs: the example day on http://127.0.0.1:8037 (PORT or --port for another). */

import { parseArgs } from "node:util";
import { causeText } from "#kit/cause-text.ts";
import { endWell } from "./end-well.ts";
import { wrongUse } from "./exit-codes.ts";
import { defaultPort, readPort } from "./read-options.ts";
import { runServe } from "./run-serve.ts";

await endWell("npm start", async () => {
  const { values } = parseArguments();
  const text = values.port ?? process.env.PORT;
  const port = text === undefined ? defaultPort : readPort(text, values.port === undefined ? "PORT" : "--port");
  await runServe({ inputs: [], maps: [], port, store: !values["no-store"], work: true });
  return undefined;
});

function parseArguments(): { values: { port?: string | undefined; "no-store"?: boolean | undefined } } {
  try {
    return parseArgs({ options: { port: { type: "string" }, "no-store": { type: "boolean" } } });
  } catch (cause) {
    throw wrongUse(causeText(cause));
  }
}
