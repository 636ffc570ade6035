/**
 * Which language a text is in: by script, and for Latin and Cyrillic scripts by the share of its most common words.
 *
 * Knows some 25 languages; says nothing (undefined) when the text is short or no language stands out. The word lists
 * are the plain function words of each language, chosen so that neighbours (Danish and Norwegian, Spanish and
 * Portuguese, Russian and Ukrainian) differ.
 */
import type { Article } from "#terms/article.ts";

const lists: Readonly<Record<string, string>> = {
  en: "the of and to in that is was for with as on are by this be from at have has it not which were an or will its their they but had said been who more when",
  de: "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man wurde sei",
  fr: "le la les de des et en un une du dans est que qui pour par sur au pas plus ce avec sont il ne se ont aux mais cette été comme ou elle leur ses être ces fait deux",
  es: "el la de los que en y las un por con una su para es al del se lo como más no fue ha este esta pero sus entre ya son han muy sobre también hasta desde ser está",
  pt: "o a de que e do da em um para com uma os no se na por mais as dos como mas foi ao ele das à sua ou ser não são também até pelo pela isso entre está seu",
  it: "il di che e la in un per è una con non del sono da della si le dei nel alla più come ha anche al gli ma lo delle dal questo stato essere nella hanno tra suo",
  nl: "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit naar worden wordt door over heeft nog die hij werd hebben deze wel geen",
  sv: "och i att det som en på är av för med till den har de inte om ett han men var sig så från vi kan när år säger också efter nu under eller hon ska vid",
  da: "og i at det er en til af på som for med de den har ikke et der han var sig fra blev men om kan efter også ved være bliver siger havde nu eller over hun mere",
  nb: "og i det er på som en til å av for med at har de ikke den et om var fra seg men han kan ble etter også vi være blir sier ved skal eller over hun mer",
  fi: "ja on ei että se oli hän mutta myös kun ovat joka mukaan sen kuin ole olisi ovat jo vain tai niin jotka vuoden jälkeen sekä koska kanssa tämä ollut",
  pl: "w i na z się nie do że to jest o od po jak za co przez dla są ale jego tym oraz tak który która które może był było czy tego ich już także",
  cs: "a se na v je že s z do to o i k ve pro by za od po jako jsou ale podle které který jeho byl bylo také není až nebo tak která být",
  ro: "de și în la a cu care pe să un o din este că nu pentru mai au fost prin sau al ale este se dar ce după sunt această acest fi",
  tr: "ve bir bu da de için ile olarak çok daha olan en var gibi kadar sonra ise ne o olduğunu ancak yeni değil göre her ya tarafından",
  hu: "a az és hogy nem is egy ez volt meg de csak már még mint el ki van kell lehet vagy szerint után ezt azt majd amely",
  id: "yang dan di untuk dengan dari ini itu pada tidak dalam adalah ke akan juga oleh sebagai telah dapat karena ada mereka lebih bisa tersebut",
  vi: "và của là có được cho không trong các một với những người này đã từ khi đến để tại theo về như cũng",
  ru: "и в не на что с по как это из к за для от о но его что был так же все при также только до или они уже если",
  uk: "і в не на що з до та як це за для від про але його що був так у при також або вже які якщо є й",
  bg: "и на в за да не от се че е с по са до като това при но ще който които или беше има след през",
};

const wordLists = Object.entries(lists).map(([language, list]) => ({ language, words: new Set(list.split(" ")) }));
const cyrillic = new Set(["ru", "uk", "bg"]);

const scripts: readonly { readonly language: string; readonly of: RegExp }[] = [
  { language: "ja", of: /[\u3040-\u30ff]/gu },
  { language: "ko", of: /\p{Script=Hangul}/gu },
  { language: "zh", of: /\p{Script=Han}/gu },
  { language: "ar", of: /\p{Script=Arabic}/gu },
  { language: "he", of: /\p{Script=Hebrew}/gu },
  { language: "el", of: /\p{Script=Greek}/gu },
  { language: "hi", of: /\p{Script=Devanagari}/gu },
  { language: "th", of: /\p{Script=Thai}/gu },
];

const byScript = (sample: string): string | undefined => {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 8) return undefined;
  for (const { language, of } of scripts) {
    const share = (sample.match(of)?.length ?? 0) / letters;
    if (share < (language === "ja" ? 0.1 : 0.4)) continue;
    // Persian writes letters that Arabic does not have.
    return language === "ar" && /[پچژگ]/u.test(sample) && /(?:است|های|این)/u.test(sample) ? "fa" : language;
  }
  return undefined;
};

interface DetectedLanguage {
  readonly language: string;
  /** How far ahead of the next one, 0–1. */
  readonly margin: number;
}

const longest = 6_000;
/** Fewer words than this are a headline: there two of the language's own words must stand, and stand out. */
const headline = 12;
const clearMargin = 0.35;

/** Letters that of the Cyrillic languages here only one has. */
const ownLetters: readonly (readonly [string, RegExp])[] = [
  ["uk", /[іїєґ]/u],
  ["ru", /[ыэё]/u],
];

const byLetters = (lower: string): string | undefined => {
  const found = ownLetters.filter(([, letters]) => letters.test(lower));
  return found.length === 1 ? found[0]?.[0] : undefined;
};

export const detectLanguage = (text: string): DetectedLanguage | undefined => {
  const sample = text.slice(0, longest);
  const script = byScript(sample);
  if (script !== undefined) return { language: script, margin: 1 };
  const lower = sample.toLowerCase();
  const words = lower.match(/\p{L}{1,24}/gu) ?? [];
  if (words.length < 4) return undefined;
  const isCyrillic = (sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) > sample.length / 4;
  const scores = wordLists
    .filter(({ language }) => cyrillic.has(language) === isCyrillic)
    .map(({ language, words: common }) => ({
      language,
      share: words.filter((word) => common.has(word)).length / words.length,
    }))
    .sort((a, b) => b.share - a.share || (a.language < b.language ? -1 : 1));
  const [best, next] = scores;
  const margin = best === undefined || best.share === 0 ? 0 : 1 - (next?.share ?? 0) / best.share;
  const own = isCyrillic ? byLetters(lower) : undefined;
  if (own !== undefined && (best === undefined || words.length < headline || best.share < 0.12))
    return { language: own, margin: 0.3 };
  if (words.length < headline) {
    if (best === undefined || best.share * words.length < 2 || margin < 0.5) return undefined;
    return { language: best.language, margin: 0.3 };
  }
  if (best === undefined || best.share < 0.12) return undefined;
  return { language: best.language, margin };
};

/** How sure it is that a text is in the language it is taken to be in; undefined when it is not known at all. */
export const languageCertainty = (language: string, text: string): Article["languageCertainty"] => {
  const found = detectLanguage(text);
  if (language === "und") return undefined;
  if (found?.language !== language.slice(0, 2)) return "labelled";
  return found.margin >= clearMargin ? "clear" : "likely";
};

/** The page's own label checked against its text: a clear finding beats a label that says another language. */
export const settleLanguage = (label: string | undefined, text: string): string => {
  const stated = /^[a-z]{2,3}(?=$|[-_])/i.exec(label?.trim() ?? "")?.[0]?.toLowerCase();
  const found = detectLanguage(text);
  if (found === undefined) return stated ?? "und";
  if (stated === undefined || found.margin >= clearMargin) {
    const norwegian = stated === "no" || stated === "nn" || stated === "nb";
    return norwegian && (found.language === "nb" || found.language === "da")
      ? (stated ?? found.language)
      : found.language;
  }
  return stated;
};
