/**
 * A login as it is compared: two that a person cannot tell apart are one.
 *
 * NFKC and lower case first (UAX #15; full-width letters, ligatures and capitals are the plain ones). All letters must
 * be of one script, or of Japanese or Korean writing together (UTS #39, 5.2, "highly restrictive" without the Latin
 * letters beside them). A login wholly in Cyrillic or Greek look-alikes has the `look` of its Latin twin, so that only
 * one of the two can be on record. Limits: 64 characters; the table of look-alikes holds lower-case letters alone.
 */
import { err, ok, type Result } from "#kit/result.ts";

export interface FoldedLogin {
  readonly login: string;
  /** Equal for logins that look the same; unique on record. */
  readonly look: string;
}

const longestLogin = 64;

const scripts: readonly (readonly [string, RegExp])[] = [
  ["Latin", /^\p{Script=Latin}$/u],
  ["Cyrillic", /^\p{Script=Cyrillic}$/u],
  ["Greek", /^\p{Script=Greek}$/u],
  ["Armenian", /^\p{Script=Armenian}$/u],
  ["Georgian", /^\p{Script=Georgian}$/u],
  ["Hebrew", /^\p{Script=Hebrew}$/u],
  ["Arabic", /^\p{Script=Arabic}$/u],
  ["Devanagari", /^\p{Script=Devanagari}$/u],
  ["Bengali", /^\p{Script=Bengali}$/u],
  ["Tamil", /^\p{Script=Tamil}$/u],
  ["Telugu", /^\p{Script=Telugu}$/u],
  ["Thai", /^\p{Script=Thai}$/u],
  ["Ethiopic", /^\p{Script=Ethiopic}$/u],
  ["Korean", /^[\p{Script=Hangul}\p{Script=Han}]$/u],
  ["Japanese", /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u],
];

/** Letters that look like a Latin one (Unicode confusables.txt, 16.0: facts, lower case only). */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: "a",
      е: "e",
      о: "o",
      р: "p",
      с: "c",
      у: "y",
      х: "x",
      і: "i",
      ј: "j",
      ѕ: "s",
      һ: "h",
      ԁ: "d",
      ԛ: "q",
      ԝ: "w",
    },
    ...{ к: "k", ё: "e", ї: "i", ү: "y", ӏ: "l", ѵ: "v", г: "r", п: "n", т: "t", м: "m", в: "b", н: "h" },
    ...{ α: "a", ο: "o", ν: "v", ι: "i", κ: "k", ρ: "p", τ: "t", υ: "u", χ: "x", γ: "y", ε: "e", η: "n", ω: "w" },
    ...{ օ: "o", ս: "u", ո: "n", հ: "h", ց: "g", ı: "i", ɑ: "a", ɡ: "g", "0": "o", "1": "l", ł: "l", ø: "o", đ: "d" },
  }),
);

const allowed = /^[\p{L}\p{M}\p{N}._@+-]+$/u;
const letter = /^\p{L}$/u;

const lookOf = (login: string): string =>
  [...login.normalize("NFD")]
    .filter((character) => !/^\p{M}$/u.test(character))
    .map((character) => lookalikes.get(character) ?? character)
    .join("");

/** @returns what is wrong with it, in words for a person, when it can be nobody's login */
export const foldLogin = (typed: string): Result<FoldedLogin, string> => {
  if (typed.length > longestLogin * 4) return err(`Expected a login of at most ${longestLogin} characters.`);
  const login = typed.toWellFormed().normalize("NFKC").trim().toUpperCase().toLowerCase().normalize("NFKC");
  const letters = [...login].filter((character) => letter.test(character));
  if (login === "" || login.length > longestLogin) return err(`Expected a login of 1 to ${longestLogin} characters.`);
  if (!allowed.test(login)) return err("Expected letters, digits and . _ @ + - in a login.");
  if (letters.length > 0 && !scripts.some(([, of]) => letters.every((each) => of.test(each))))
    return err("Expected letters of one script in a login: those of several look like other logins.");
  return ok({ login, look: lookOf(login) });
};
