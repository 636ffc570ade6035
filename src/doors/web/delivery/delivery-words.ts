/** States and ways of a delivery in words; the shape says the same without colour. */
import type { DeliveryList, TargetList } from "../../api/contract.ts";

type State = DeliveryList["deliveries"][number]["state"];
type Way = TargetList["targets"][number]["way"];
type Matter = DeliveryList["deliveries"][number]["matter"];

export const stateWords: Readonly<Record<State, string>> = {
  unsure: "In doubt",
  failed: "Failed",
  held: "Held",
  queued: "Waits",
  sending: "Being sent",
  handing: "Being handed over",
  sent: "Sent",
  withheld: "Not sent",
};

/** What asks for a person first. */
export const stateOrder = Object.keys(stateWords) as State[];

export const stateLooks = {
  unsure: "warn",
  failed: "bad",
  held: "gap",
  queued: "none",
  sending: "none",
  handing: "none",
  sent: "ok",
  withheld: "gap",
} as const satisfies Readonly<Record<State, string>>;

export const wayWords: Readonly<Record<Way, string>> = {
  mail: "mail",
  webhook: "webhook",
  slack: "Slack",
  teams: "Teams",
};

export const matterWords: Readonly<Record<Matter, string>> = {
  edition: "Edition",
  correction: "Correction",
  recall: "Recall",
};
