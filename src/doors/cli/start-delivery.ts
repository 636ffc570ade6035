/** Starts this process's share of sending what was approved, and says what comes of it. */
import { causeText } from "#kit/cause-text.ts";
import type { DeliveryWorkOptions } from "#pipeline/delivery-work.ts";
import type { Desk } from "#pipeline/index.ts";
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
import type { DeskLog } from "./desk-log.ts";
import { countOf, say } from "./say.ts";
import type { Work } from "./start-work.ts";

/** No address stands in a log: the id leads to it. */
export const tellDelivery = ({
  log,
  isJson,
}: DeskLog): Pick<DeliveryWorkOptions, "onOutcome" | "onFailure" | "onLeft"> => ({
  onOutcome: (id, type) => {
    log.info("delivery.settled", { job: id.slice(0, 12), outcome: type });
    if (!isJson && type !== "sent") say(`Delivery ${id.slice(0, 12)}: ${type}. watchfloor deliveries list`);
  },
  onLeft: (editions, note) => {
    log.info("delivery.left_out", { count: editions });
    if (!isJson) say(`${countOf(editions, "approved edition")} will not be sent by itself: ${note}`);
  },
  onFailure: (what, cause) => {
    if (isJson) log.error("delivery.failed", { task: what }, cause);
    else say(`${what}: ${causeText(cause)}`);
  },
});

export const startDelivery = async (desk: Desk, tools: DeliveryTools, deskLog: DeskLog): Promise<Work> => {
  const { startDeliveryWork } = await import("#pipeline/delivery-work.ts");
  const { openDeliveryInForce } = await import("#pipeline/settings/delivery-in-force.ts");
  return startDeliveryWork({
    store: desk.store,
    server: desk.server,
    config: () => openDeliveryInForce(tools),
    ...tellDelivery(deskLog),
  });
};
