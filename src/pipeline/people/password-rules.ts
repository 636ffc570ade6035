/**
 * Which passwords a person may choose: 12 to 128 characters, any of them (OWASP ASVS 4.0.3, 2.1.1 to 2.1.9: length
 * instead of classes of characters, paste allowed), and not one that stands at the head of every list.
 *
 * Judged by its kind: few different characters, a run along the alphabet or the digits, a short piece repeated, or the
 * login or name itself. A list of leaked passwords is not carried.
 */

const shortestPassword = 12;
const longestPassword = 128;

const runs = ["abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiopasdfghjklzxcvbnm"];
const common = ["password", "passwort", "welcome", "letmein", "changeme", "administrator", "watchfloor", "iloveyou"];

const isRepeated = (text: string): boolean => {
  const repeats = (size: number) =>
    text
      .slice(0, size)
      .repeat(Math.ceil(text.length / size))
      .slice(0, text.length);
  return [1, 2, 3, 4].some((size) => text === repeats(size));
};

const isRun = (text: string): boolean =>
  runs.some((run) => {
    const round = run.repeat(Math.ceil(text.length / run.length) + 1);
    return round.includes(text) || [...round].reverse().join("").includes(text);
  });

/** What is left when what everybody tries is taken out. */
const restOf = (password: string, known: readonly string[]): string =>
  known.filter((word) => word.length > 2).reduce((rest, word) => rest.replaceAll(word, ""), password);

/** @returns why not, in words for a person; nothing when it may be used */
export const passwordFault = (
  password: string,
  { login, name }: { readonly login: string; readonly name: string },
): string | undefined => {
  const length = [...password].length;
  if (length < shortestPassword)
    return `Expected at least ${shortestPassword} characters but found ${length}. A few words in a row are easy to keep in mind.`;
  if (password.length > longestPassword) return `Expected at most ${longestPassword} characters.`;
  const folded = password.normalize("NFKC").toLowerCase();
  const own = [login, ...name.toLowerCase().split(/\s+/u)];
  if (restOf(folded, [...own, ...common]).replace(/[^\p{L}]/gu, "").length === 0 && /\p{L}/u.test(folded))
    return "Expected a password that is not made of a name or a common word.";
  if (new Set(folded).size < 5 || isRepeated(folded) || isRun(folded))
    return "Expected a password that is not one run or one piece repeated.";
  return undefined;
};
