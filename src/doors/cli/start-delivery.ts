/** Starts this process's share of sending what was approved, and says what comes of it. */
import { causeText } from "#kit/cause-text.ts";
import type { Desk } from "#pipeline/index.ts";
import type { OpenDelivery } from "#terms/delivery.ts";
import type { DeskLog } from "./desk-log.ts";
import { say } from "./say.ts";
import type { Work } from "./start-work.ts";

/** No address stands in a log: the id leads to it. */
export const startDelivery = async (desk: Desk, config: OpenDelivery, { log, isJson }: DeskLog): Promise<Work> => {
  const { startDeliveryWork } = await import("#pipeline/delivery-work.ts");
  return startDeliveryWork({
    store: desk.store,
    server: desk.server,
    config,
    onOutcome: (id, type) => {
      log.info("delivery.settled", { job: id.slice(0, 12), outcome: type });
      if (!isJson && type !== "sent") say(`Delivery ${id.slice(0, 12)}: ${type}. watchfloor deliveries list`);
    },
    onFailure: (what, cause) => {
      log.error("delivery.failed", { task: what }, cause);
      if (!isJson) say(`${what}: ${causeText(cause)}`);
    },
  });
};
