/**
 * The plain twin of the entity pass: marks undone by replacement, then one regular expression a type over the whole text.
 * It knows no context, no names, no dates and no quantities: it is here to be compared with, in time alone, and its
 * strong forms (CVE ids and hashes, which nothing else looks like) to check answers.
 */
const marks: readonly (readonly [RegExp, string])[] = [
  [/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, "."],
  [/\[:\]/g, ":"],
  [/\[@\]|\[at\]|\(at\)/gi, "@"],
  [/\bhxxp/gi, "http"],
];

/** Not what stands in a parameter or is the name of a file: there hex digits are a token or a stem. */
const apart = String.raw`(?<![\w=./@%+-])`;
const end = String.raw`(?![\w@=%&]|[./+-]\w)`;

const strongForms: readonly RegExp[] = [
  /\bCVE-\d{4}-\d{4,7}\b/g,
  ...[32, 40, 64, 128].map((length) => new RegExp(`${apart}[0-9a-fA-F]{${length}}${end}`, "g")),
];

const weakForms: readonly RegExp[] = [
  /\bhttps?:\/\/[^\s"'<>)\]]{1,2048}/g,
  /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  /\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7}\b/g,
  /\b[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,8}\b/g,
  /\bAS\d{1,10}\b/g,
  /\b(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\b/g,
  /\b(?:bc1|[13])[a-zA-HJ-NP-Z0-9]{25,59}\b/g,
  /\b0x[0-9a-fA-F]{40}\b/g,
  /\bT\d{4}(?:\.\d{3})?\b/g,
];

/** All values found, as many as the type's expression gives. */
export const plainPass = (text: string): string[] => {
  let plain = text;
  for (const [mark, by] of marks) plain = plain.replace(mark, by);
  const found: string[] = [];
  for (const form of [...strongForms, ...weakForms]) for (const match of plain.matchAll(form)) found.push(match[0]);
  return found;
};

/** Where ids and hashes stand in the text as written. */
export const strongPlaces = (
  text: string,
): { readonly start: number; readonly end: number; readonly value: string }[] =>
  strongForms.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: value }) => ({ start: index, end: index + value.length, value })),
  );
