/**
 * The state of one pass: the normalised text, which of its characters are already spoken for, and what was found.
 * Finders run in order of evidence; each claims its span, so the host inside an address or a path is not found again.
 */
import type { IdentifierMention, Mention, ObservableMention, ObservableType } from "#terms/mention.ts";
import { nameLookAlike } from "./name-look-alike.ts";
import { type NormalisedText, normaliseText } from "./normalise-text.ts";
import { type Survey, surveyText } from "./survey.ts";

export interface ScanOptions {
  /** Old ATT&CK id → the id that replaced it. */
  readonly revoked?: ReadonlyMap<string, string>;
  /** Every valid ATT&CK id. Without it ids are judged by the ranges MITRE has used. */
  readonly attackIds?: ReadonlySet<string>;
  /** Of the text: whether "1.200" is a number. */
  readonly language?: string;
  /** False: defang marks are left as they stand, so a defanged value is not found. Default true. */
  readonly refang?: boolean;
}

export interface Scan {
  readonly source: string;
  readonly text: string;
  readonly options: ScanOptions;
  readonly survey: Survey;
  readonly found: Mention[];
  readonly isDefanged: NormalisedText["isDefanged"];
  readonly isClaimed: (start: number, end: number) => boolean;
  readonly claim: (start: number, end: number) => void;
  readonly addObservable: (type: ObservableType, start: number, end: number, value?: string) => void;
  /** A block that does not claim what is inside it. */
  readonly addBlock: (type: ObservableType, start: number, end: number, name: string) => void;
  readonly addIdentifier: (scheme: IdentifierMention["scheme"], start: number, end: number, id: string) => void;
  readonly addVulnerability: (start: number, end: number, id: string) => void;
  readonly addVersion: (start: number, end: number, version: string, bound: VersionBound) => void;
  readonly addScore: (start: number, end: number, score: Score) => void;
}

export type VersionBound = Extract<Mention, { kind: "version" }>["bound"];
export type ScoreVersion = NonNullable<Extract<Mention, { kind: "score" }>["systemVersion"]>;

export interface Score {
  readonly system: "CVSS" | "EPSS";
  readonly systemVersion?: ScoreVersion;
  readonly value: number;
}

export const createScan = (source: string, options: ScanOptions): Scan => {
  const normalised = normaliseText(source, options.refang ?? true);
  const { text } = normalised;
  const claimed = new Uint8Array(text.length);
  const found: Mention[] = [];
  const place = (start: number, end: number) => {
    const span = normalised.toSource(start, end);
    return { start: span.start, end: span.end, surface: source.slice(span.start, span.end) };
  };
  const claim = (start: number, end: number): void => {
    claimed.fill(1, start, end);
  };
  return {
    source,
    text,
    options,
    survey: surveyText(text),
    found,
    isDefanged: normalised.isDefanged,
    claim,
    isClaimed: (start, end) => {
      for (let at = start; at < end; at += 1) if (claimed[at] === 1) return true;
      return false;
    },
    addObservable: (type, start, end, value) => {
      claim(start, end);
      found.push(
        observable(type, place(start, end), value ?? text.slice(start, end), normalised.isDefanged(start, end)),
      );
    },
    addBlock: (type, start, end, name) => {
      found.push(observable(type, place(start, end), name, false));
    },
    addIdentifier: (scheme, start, end, id) => {
      claim(start, end);
      const mappedTo = scheme === "attack" ? options.revoked?.get(id) : undefined;
      found.push({
        kind: "identifier",
        ...place(start, end),
        scheme,
        id,
        ...(mappedTo === undefined ? {} : { mappedTo }),
      });
    },
    addVulnerability: (start, end, id) => {
      claim(start, end);
      found.push({ kind: "vulnerability", ...place(start, end), id });
    },
    addVersion: (start, end, version, bound) => {
      claim(start, end);
      found.push({ kind: "version", ...place(start, end), version, bound });
    },
    addScore: (start, end, score) => {
      claim(start, end);
      found.push({ kind: "score", ...place(start, end), ...score });
    },
  };
};

/** The host of a name, address or mail address, where it holds letters beyond ASCII or their punycode. */
const foreignHost = (type: ObservableType, value: string): string | undefined => {
  if (type !== "domain" && type !== "url" && type !== "email") return undefined;
  const host = value.replace(/^[a-z0-9+.-]{1,20}:\/\//i, "").split(/[/?#:]/, 1)[0] ?? "";
  const name = host.slice(host.lastIndexOf("@") + 1);
  return /[^\x20-\x7e]|(?:^|\.)xn--/i.test(name) ? name : undefined;
};

const observable = (
  type: ObservableType,
  placed: { start: number; end: number; surface: string },
  value: string,
  defanged: boolean,
): ObservableMention => {
  const host = foreignHost(type, value);
  const looksLike = host === undefined ? undefined : nameLookAlike(host);
  return {
    kind: "observable",
    ...placed,
    type,
    value,
    defanged,
    ...(looksLike === undefined ? {} : { looksLike }),
  };
};
