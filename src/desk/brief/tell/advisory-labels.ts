/** Orders to the reader, and lines of advisories that are a label and its value, told as sentences. */
import { sentenceCase } from "./edit-text.ts";

/** An order to the reader becomes the outlet's advice. */
export const imperative =
  /^(?:look|check|search|rotate|install|update|upgrade|apply|take|treat|review|block|patch|disable|restrict|limit|remove|revoke|reset|change|enable|isolate|disconnect|hunt|audit|preserve|verify|report|delete|replace|require|scan|avoid|keep|make sure|turn)\b(?! (?:is|was|are|were|has|have|of)\b)/i;

/** "6.2.9, 7.0.4" → "6.2.9 and 7.0.4". */
const spoken = (value: string): string =>
  / (?:and|or) /.test(value) ? value : value.replace(/[,;] (?=[^,;]+$)/, " and ").replaceAll("; ", ", ");

/** Lines of advisories that are a label and its value, told as sentences. */
const labels: readonly (readonly [RegExp, (value: string) => string])[] = [
  [
    /^(?:versions? (?:concerned|affected)|affected(?: versions?)?|vulnerable versions?)\s*:\s*(?=v?\d)/i,
    (value) => `Versions ${spoken(value)} are affected`,
  ],
  [
    /^(?:versions? (?:concerned|affected)|affected(?: (?:versions?|products?))?)\s*:\s*(?=[\p{L}][\p{L}\p{N} .-]{2,40} v?\d)/iu,
    (value) => `${sentenceCase(spoken(value))} are affected`,
  ],
  [
    /^(?:correction|corrected (?:in|versions?)|fixed(?: in| versions?)?|fix|patched(?: in| versions?)?|solution|remediation)\s*:\s*(?=v?\d)/i,
    (value) => `The fix is in ${spoken(value)}`,
  ],
  [/^severity\s*:\s*/i, (value) => `The severity is ${value}`],
  [
    /^(?:temporary measure|workaround|mitigation|interim measure)s?\s*:\s*/i,
    (value) => (imperative.test(value) ? value : `As a workaround, ${value}`),
  ],
  [/^(?:action|recommended measures?|recommendations?|detection)\s*:\s*/i, (value) => value],
];

export const unlabel = (text: string): string => {
  for (const [label, tell] of labels) if (label.test(text)) return tell(text.replace(label, "").replace(/\.$/, ""));
  return text;
};
