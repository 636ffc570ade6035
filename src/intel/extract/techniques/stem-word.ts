/**
 * A plain English stemmer for matching clauses: plural, -ed, -ing and common noun endings off, a doubled last letter
 * single. It over-cuts a little; both sides of every comparison are cut alike.
 */
const endings: readonly (readonly [string, string, number])[] = [
  ["ications", "ic", 4],
  ["ication", "ic", 4],
  ["izations", "", 4],
  ["ization", "", 4],
  ["ations", "", 4],
  ["ation", "", 4],
  ["ating", "", 4],
  ["ated", "", 4],
  ["ates", "", 4],
  ["ators", "", 4],
  ["ator", "", 4],
  ["ate", "", 4],
  ["ions", "", 4],
  ["ion", "", 4],
  ["ings", "", 3],
  ["ing", "", 3],
  ["ies", "y", 3],
  ["ied", "y", 3],
  ["ers", "", 4],
  ["er", "", 4],
  ["ed", "", 3],
  ["es", "", 3],
  ["s", "", 3],
  ["e", "", 4],
];

const single = (word: string): string => {
  const last = word.charAt(word.length - 1);
  return word.length > 3 && last === word.charAt(word.length - 2) && !"lsz".includes(last) ? word.slice(0, -1) : word;
};

export const stemWord = (word: string): string => {
  for (const [ending, put, least] of endings) {
    if (word.length - ending.length >= least && word.endsWith(ending)) {
      if (ending === "s" && word.endsWith("ss")) return word;
      return single(word.slice(0, -ending.length) + put);
    }
  }
  return word;
};
