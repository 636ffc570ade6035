/** Gathers the indicators of one file, whatever its form: normalised, one of each value and validity, with what was wrong. */
import { stableId } from "#kit/hash.ts";
import { levels } from "../select-rules.ts";
import { classifyValue } from "./classify-value.ts";
import type { Indicator, IndicatorFault } from "./indicator.ts";

export interface IndicatorFile {
  readonly path: string;
  readonly text: string;
  /** Of an edition: only this story. */
  readonly story?: string;
}

export interface FoundObservable {
  readonly value: string;
  /** What it is to the article: `indicator`, `unknown`, `benign` and so on. */
  readonly is: string;
}

/** What this room does not know itself. */
export interface IndicatorTools {
  /** Undoes defang marks. */
  readonly refang: (value: string) => string;
  /** Observables and CVE ids that stand in an article. */
  readonly observablesOf: (article: { readonly url: string; readonly text: string }) => readonly FoundObservable[];
  /** The warning list a value stands on, in words; nothing when on none. */
  readonly warn: (type: Indicator["type"], value: string) => string | undefined;
}

export interface IndicatorDraft {
  readonly value: string;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly level?: string | undefined;
  readonly tags?: readonly string[];
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

const mostFaults = 1000;

export class IndicatorBook {
  readonly #file: IndicatorFile;
  readonly #tools: IndicatorTools;
  readonly #byKey = new Map<string, Indicator>();
  readonly faults: IndicatorFault[] = [];
  readonly passedOver = new Map<string, number>();

  constructor(file: IndicatorFile, tools: IndicatorTools) {
    this.#file = file;
    this.#tools = tools;
  }

  fault(place: number, message: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ file: this.#file.path, place, message });
  }

  pass(reason: string): void {
    this.passedOver.set(reason, (this.passedOver.get(reason) ?? 0) + 1);
  }

  /** @returns whether the value is one that logs can be searched for */
  add(place: number, draft: IndicatorDraft): boolean {
    const classified = classifyValue(this.#tools.refang(draft.value.trim()));
    if (classified === undefined) return false;
    const { type, value } = classified;
    const validFromMs = this.#time(place, "valid_from", draft.validFrom);
    const validUntilMs = this.#time(place, "valid_until", draft.validUntil);
    const key = [type, value, validFromMs, validUntilMs].join("\0");
    if (this.#byKey.has(key)) return true;
    const level = levels.find((one) => one === draft.level?.toLowerCase()) ?? "high";
    const warned = this.#tools.warn(type, value);
    this.#byKey.set(key, {
      id: draft.id ?? stableId("indicator", type, value),
      type,
      value,
      level,
      tags: draft.tags ?? [],
      source: this.#file.path,
      ...(draft.name === undefined || draft.name === "" ? {} : { name: draft.name.slice(0, 200) }),
      ...(validFromMs === undefined ? {} : { validFromMs }),
      ...(validUntilMs === undefined ? {} : { validUntilMs }),
      ...(warned === undefined ? {} : { warned }),
    });
    return true;
  }

  #time(place: number, what: string, text: string | undefined): number | undefined {
    if (text === undefined || text.trim() === "") return undefined;
    const written = text.trim();
    const isTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i.test(
      written,
    );
    const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(written.slice(10));
    const ms = isTime
      ? Date.parse(`${written.replace(" ", "T")}${written.length > 10 && !hasZone ? "Z" : ""}`)
      : Number.NaN;
    if (!Number.isNaN(ms)) return ms;
    this.fault(
      place,
      `Expected ${what} as a time like 2026-02-05T18:00:00Z but found ${written.slice(0, 60)}; it has none now`,
    );
    return undefined;
  }

  get indicators(): Indicator[] {
    return [...this.#byKey.values()];
  }
}
