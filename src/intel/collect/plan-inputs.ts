/** What is to be read, from the words a person gave: addresses are fetched, everything else is a path. */
import { fileURLToPath } from "node:url";
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import type { Loss } from "#terms/loss.ts";
import type { Expectation } from "./judge-document.ts";

/** A path, a `file:` URL or an http(s) address. */
export interface CollectInput {
  readonly location: string;
  readonly expects?: Expectation;
}

export type PlannedRead =
  | { readonly from: "address" | "path"; readonly location: string; readonly expects: Expectation }
  | { readonly from: "nowhere"; readonly loss: Loss };

/** One step for each input, in order; an input named twice is read once. */
export const planInputs = (inputs: readonly (string | CollectInput)[]): readonly PlannedRead[] => {
  const seen = new Set<string>();
  return inputs.flatMap((input): readonly PlannedRead[] => {
    const planned = planInput(typeof input === "string" ? { location: input } : input);
    if (planned.from === "nowhere") return [planned];
    const key = planned.from === "address" ? canonicalUrl(planned.location) : planned.location;
    if (seen.has(key)) return [];
    seen.add(key);
    return [planned];
  });
};

const planInput = ({ location, expects = "anything" }: CollectInput): PlannedRead => {
  const trimmed = location.trim();
  if (trimmed === "") return nowhere(location, "Expected a path or an address but found nothing.");
  if (/^https?:\/\//i.test(trimmed)) return { from: "address", location: trimmed, expects };
  if (/^file:/i.test(trimmed)) return planFileUrl(trimmed, expects);
  if (/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(trimmed))
    return nowhere(trimmed, "Expected a path or an http or https address but found another kind of address.");
  return { from: "path", location, expects };
};

const planFileUrl = (url: string, expects: Expectation): PlannedRead => {
  try {
    return { from: "path", location: fileURLToPath(url), expects };
  } catch {
    return nowhere(url, "Expected a file address of this machine but it cannot be read as one.");
  }
};

const nowhere = (item: string, detail: string): PlannedRead => ({
  from: "nowhere",
  loss: { step: "collect", item: item.slice(0, 300), reason: "unsupported_address", detail },
});
