/** What was checked of a sentence, as a person reads it: the words of one name, checked one by one, stand as the name. */

const nameMark = "name: ";

/** @param checked what was checked, in the order of the sentence: `name: Unit 42`, `number: 37 countries` */
export const joinChecked = (text: string, checked: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  for (const what of new Set(checked)) {
    const before = joined.at(-1);
    const together = before === undefined ? "" : `${before} ${what.slice(nameMark.length)}`;
    const isOneName =
      before?.startsWith(nameMark) === true &&
      what.startsWith(nameMark) &&
      text.includes(together.slice(nameMark.length));
    if (isOneName) joined.splice(-1, 1, together);
    else joined.push(what);
  }
  return joined;
};
