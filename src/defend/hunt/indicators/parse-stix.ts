/** Indicators of STIX 2.1 (and 2.0): a bundle, an envelope of a TAXII server, a list, or one object. */
import type { IndicatorBook } from "./indicator-book.ts";
import { isLookedFor, parsePattern } from "./parse-pattern.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string").slice(0, 50) : [];

const objectsOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (!isFields(value)) return [];
  return Array.isArray(value.objects) ? value.objects : [value];
};

const readIndicator = (object: Fields, place: number, book: IndicatorBook): void => {
  const pattern = textOf(object.pattern);
  const language = textOf(object.pattern_type) ?? "stix";
  if (object.revoked === true) {
    book.pass("revoked");
    return;
  }
  if (pattern === undefined || language !== "stix") {
    book.fault(place, `Expected a pattern of STIX but found one of ${language.slice(0, 40)}`);
    return;
  }
  const values = parsePattern(pattern);
  if (!values.ok) {
    book.fault(place, `Pattern is not looked for: ${values.error}: ${pattern.slice(0, 120)}`);
    return;
  }
  const about = {
    name: textOf(object.name),
    tags: textsOf(object.labels),
    validFrom: textOf(object.valid_from),
    validUntil: textOf(object.valid_until),
  };
  for (const { path, value } of values.value) {
    // One id stands for one value; a pattern of many gets ids made from them.
    const id = values.value.length === 1 ? textOf(object.id) : undefined;
    if (!isLookedFor(path)) book.pass(`path ${path.slice(0, 60)}`);
    else if (!book.add(place, { ...about, value, id }))
      book.fault(place, `Expected a value of ${path} but found ${value.slice(0, 80)}`);
  }
};

export const parseStix = (value: unknown, book: IndicatorBook): void => {
  const objects = objectsOf(value);
  let indicators = 0;
  for (const [index, object] of objects.entries()) {
    if (!isFields(object) || object.type !== "indicator") continue;
    indicators += 1;
    readIndicator(object, index + 1, book);
  }
  if (indicators === 0) book.fault(1, "Expected STIX indicators or an edition but found neither");
};
