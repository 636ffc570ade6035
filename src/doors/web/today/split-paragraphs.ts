/** Paragraphs a reader can hold: of eight sentences at most, cut into parts of like length. */
const longest = 8;
const wanted = 6;

/** @returns `items` in order, in one part when there are at most eight of them. */
export const splitParagraphs = <Item>(items: readonly Item[]): Item[][] => {
  if (items.length <= longest) return [[...items]];
  const parts = Math.ceil(items.length / wanted);
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.round((part * items.length) / parts), Math.round(((part + 1) * items.length) / parts)),
  );
};
