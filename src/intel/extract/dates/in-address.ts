/**
 * Is a place inside an address, path, file name or identifier? Looks at the run of characters without blanks or
 * brackets around it, at most 160 each way.
 */
const reach = 160;
const cjk = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;

const parts = (text: string, start: number, end: number): { before: string; after: string } => {
  const delimiter = /[\s()[\]<>|"'“”‘’`;{}]/;
  let from = start;
  while (from > 0 && start - from < reach && !delimiter.test(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < reach && !delimiter.test(text.charAt(to))) to += 1;
  return { before: text.slice(from, start), after: text.slice(end, to) };
};

/** Parts of a word, path or number: the date would be cut out of something larger. */
export const inAddress = (text: string, start: number, end: number): boolean => {
  const last = text.charAt(start - 1);
  const next = text.charAt(end);
  if ((last === "" || /[\s(]/.test(last)) && (next === "" || /[\s,)]/.test(next))) return false;
  const { before, after } = parts(text, start, end);
  if (cjk.test(last) || cjk.test(next) || cjk.test(text.charAt(end - 1))) return /[/_=&%#\\@]/.test(before + after);
  if (before.includes("://") || before.includes("www.") || before.includes("\\") || before.includes("@")) return true;
  if (/[/_=&%#]/.test(before) && !/^[\p{L}\d.,]+\/$/u.test(before)) return true;
  if (/[_=&%\\]/.test(after) || /\/.*\//.test(after)) return true;
  if (/^\.[a-z]{2,5}(?![\p{L}.])/u.test(after)) return true;
  if (/^T\d\d:\d\d/.test(after)) return false;
  return /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
};
