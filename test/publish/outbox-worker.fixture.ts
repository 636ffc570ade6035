/** A process that works the outbox until it is killed: connection and configuration as JSON. */

import { startDeliveryWork } from "../../src/pipeline/delivery-work.ts";
import { openStore } from "../../src/store/index.ts";

const options = { connection: JSON.parse(process.argv[2] ?? "{}") };
const config = JSON.parse(process.argv[3] ?? "{}");
const store = await openStore(options);
await startDeliveryWork({
  store,
  server: options,
  config: async () => config,
  onOutcome: () => undefined,
  onFailure: (_what, cause) => console.error(cause),
});
