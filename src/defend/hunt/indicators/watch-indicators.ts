/**
 * All indicators over one event, in one pass over its texts: runs of the characters that values are made of are looked up by
 * hash; URLs are found by one automaton. Cost does not grow with the number of indicators.
 *
 * A name answers for names below it, a block for addresses inside it, a sender's domain for the address. Bounds are kept:
 * `evil.example` is not in `notevil.example` nor in `evil.example.org`. Validity is judged by the event's time; an event
 * without one counts. Indicators on a warning list are counted and not alarmed on.
 */

import ipaddr from "ipaddr.js";
import { type Automaton, buildAutomaton } from "#kit/aho-corasick.ts";
import type { Event, EventValue } from "#terms/event.ts";
import type { SeenIndicator } from "../finding.ts";
import { normalAddress } from "./classify-value.ts";
import type { Indicator } from "./indicator.ts";

export interface IndicatorWatch {
  readonly see: (event: Event) => readonly SeenIndicator[];
  /** How often each warned indicator was seen, by its place, since asked last. */
  readonly takeWarned: () => (readonly [number, number])[];
}

type How = SeenIndicator["how"];

const mostDepth = 64;
const mostTexts = 20_000;
const mostSeen = 100;
/** Texts known to hold nothing: logs say the same few over and over. */
const mostClean = 50_000;
const longestClean = 200;
/** Runs of letters, digits and the marks inside values. One class of characters: linear. */
const run = /[\p{L}\p{N}.:_@%-]{4,400}/gu;

/** At least two colons among hex digits; a time of day is none. */
const ipv6Shape = /^[0-9a-f]{0,4}:[0-9a-f]{0,4}:[0-9a-f:.]{0,40}(?:%|$)/;

/** Leading bits of an address as a key, for each length of block in use. */
class Blocks {
  readonly #byKey = new Map<string, number[]>();
  readonly #lengths: { readonly ipv4: Set<number>; readonly ipv6: Set<number> } = { ipv4: new Set(), ipv6: new Set() };

  static #bits(address: string): string {
    const bytes = ipaddr.parse(address).toByteArray();
    return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  }

  add(block: string, place: number): void {
    const [address = "", length = ""] = block.split("/");
    const size = Number(length);
    this.#lengths[address.includes(":") ? "ipv6" : "ipv4"].add(size);
    const key = `${address.includes(":") ? 6 : 4}:${Blocks.#bits(address).slice(0, size)}`;
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), place]);
  }

  find(address: string, family: "ipv4" | "ipv6"): number[] {
    const lengths = this.#lengths[family];
    if (lengths.size === 0) return [];
    const bits = Blocks.#bits(address);
    return [...lengths].flatMap((size) => this.#byKey.get(`${family === "ipv6" ? 6 : 4}:${bits.slice(0, size)}`) ?? []);
  }
}

const isUrlCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}/?#&=%_~@:+.-]/u.test(character);

class Watch implements IndicatorWatch {
  readonly #indicators: readonly Indicator[];
  readonly #byValue = new Map<string, number[]>();
  readonly #blocks = new Blocks();
  readonly #urls: readonly number[];
  readonly #automaton: Automaton | undefined;
  #warned = new Map<number, number>();
  #found: SeenIndicator[] = [];
  #texts = 0;
  #notes = 0;
  readonly #clean = new Set<string>();

  constructor(indicators: readonly Indicator[]) {
    this.#indicators = indicators;
    const urls: number[] = [];
    for (const [place, { type, value }] of indicators.entries()) {
      if (type === "url") urls.push(place);
      else if (type === "cidr") this.#blocks.add(value, place);
      else this.#byValue.set(value, [...(this.#byValue.get(value) ?? []), place]);
    }
    this.#urls = urls;
    this.#automaton =
      urls.length === 0 ? undefined : buildAutomaton(urls.map((place) => indicators[place]?.value ?? ""));
  }

  see(event: Event): readonly SeenIndicator[] {
    this.#found = [];
    this.#texts = 0;
    for (const [name, value] of Object.entries(event.fields)) this.#visit(value, name, 0);
    if (event.raw !== undefined) this.#text(event.raw, "");
    if (this.#found.length === 0) return [];
    const seen = this.#found.filter(({ indicator }) => this.#isValid(indicator, event.timeMs));
    return seen.filter(({ indicator }) => {
      if (this.#indicators[indicator]?.warned === undefined) return true;
      this.#warned.set(indicator, (this.#warned.get(indicator) ?? 0) + 1);
      return false;
    });
  }

  takeWarned(): (readonly [number, number])[] {
    const warned = [...this.#warned].sort(([one], [other]) => one - other);
    this.#warned = new Map();
    return warned;
  }

  #isValid(place: number, timeMs: number | undefined): boolean {
    const { validFromMs, validUntilMs } = this.#indicators[place] ?? {};
    if (timeMs === undefined) return true;
    return timeMs >= (validFromMs ?? timeMs) && timeMs < (validUntilMs ?? Number.POSITIVE_INFINITY);
  }

  #visit(value: EventValue | undefined, path: string, depth: number): void {
    if (typeof value === "string") this.#text(value, path);
    else if (typeof value !== "object" || value === null || depth >= mostDepth) return;
    else if (Array.isArray(value))
      for (const member of value as readonly EventValue[]) this.#visit(member, path, depth + 1);
    else for (const [name, inner] of Object.entries(value)) this.#visit(inner, `${path}.${name}`, depth + 1);
  }

  #text(text: string, field: string): void {
    this.#texts += 1;
    if (this.#texts > mostTexts || text.length < 4 || this.#clean.has(text)) return;
    const before = this.#notes;
    for (const [token] of text.matchAll(run)) this.#token(token, field);
    if (this.#automaton !== undefined && text.includes("/")) this.#findUrls(this.#automaton, text, field);
    if (this.#notes > before || text.length > longestClean) return;
    if (this.#clean.size >= mostClean) this.#clean.clear();
    this.#clean.add(text);
  }

  #findUrls(automaton: Automaton, text: string, field: string): void {
    automaton.scan(text, (which, start, end) => {
      const place = this.#urls[which] ?? -1;
      const value = this.#indicators[place]?.value ?? "";
      // The automaton folds case; of a URL only scheme and host may differ in it.
      const pathAt = value.indexOf("/", value.indexOf("://") + 3);
      const found = text.slice(start, end);
      const isSame = pathAt < 0 || found.slice(pathAt) === value.slice(pathAt);
      if (isSame && !isUrlCharacter(text[start - 1]) && !this.#goesOn(text, end))
        this.#note(place, field, found, "same");
    });
  }

  /** A stop or colon at the end of a sentence is no part of a URL. */
  #goesOn(text: string, end: number): boolean {
    if (!isUrlCharacter(text[end])) return false;
    return !/[.:]/.test(text[end] ?? "") || isUrlCharacter(text[end + 1]);
  }

  #token(written: string, field: string): void {
    const token = written
      .replace(/[.:-]{1,400}$/, "")
      .replace(/^[.-]{1,400}/, "")
      .toLowerCase();
    if (token.length < 4) return;
    if (ipv6Shape.test(token)) this.#address(token, token, field);
    else if (token.includes(":")) for (const part of token.split(":")) this.#part(part, written, field);
    else this.#part(token, written, field);
  }

  #part(part: string, written: string, field: string): void {
    if (part.length < 4) return;
    const at = part.lastIndexOf("@");
    if (at >= 0) {
      this.#look(part, written, field, "same");
      this.#name(part.slice(at + 1), written, field, "under it");
    } else if (/^[\d.]+$/.test(part)) this.#address(part, written, field);
    else this.#name(part, written, field, "same");
  }

  #address(text: string, written: string, field: string): void {
    const address = normalAddress(text);
    if (address === undefined || (address.type !== "ipv4" && address.type !== "ipv6")) return;
    this.#look(address.value, written, field, "same");
    for (const place of this.#blocks.find(address.value, address.type)) this.#note(place, field, written, "inside it");
  }

  /** The name itself, then each name above it. */
  #name(name: string, written: string, field: string, how: How): void {
    this.#look(name, written, field, how);
    for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1))
      this.#look(name.slice(at + 1), written, field, "under it", "domain");
  }

  #look(value: string, written: string, field: string, how: How, only?: Indicator["type"]): void {
    for (const place of this.#byValue.get(value) ?? [])
      if (only === undefined || this.#indicators[place]?.type === only) this.#note(place, field, written, how);
  }

  #note(place: number, field: string, value: string, how: How): void {
    this.#notes += 1;
    const isKnown = this.#found.some((one) => one.indicator === place && one.field === field && one.value === value);
    if (!isKnown && this.#found.length < mostSeen) this.#found.push({ indicator: place, field, value, how });
  }
}

export const watchIndicators = (indicators: readonly Indicator[]): IndicatorWatch => {
  const watch = new Watch(indicators);
  return { see: (event) => watch.see(event), takeWarned: () => watch.takeWarned() };
};
