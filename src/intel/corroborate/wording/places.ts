/**
 * Countries as headlines write them: name and demonym to one key (ISO 3166 alpha-2).
 *
 * For comparing wording only: "Polish power grid" and "grid in Poland" share a place. Compiled by us; not a gazetteer
 * (the extract room has that, and its mentions are used too where they are given).
 */
const rows =
  "ae emirates emirati uae;af afghanistan afghan;al albania albanian;am armenia armenian;ar argentina argentine argentinian;" +
  "at austria austrian österreich;au australia australian;az azerbaijan azerbaijani;ba bosnia bosnian;be belgium belgian;" +
  "bd bangladesh bangladeshi;bg bulgaria bulgarian;br brazil brazilian brasilien;by belarus belarusian;ca canada canadian kanada;" +
  "ch switzerland swiss schweiz schweizer;cl chile chilean;cn china chinese chinesisch chinesische beijing;co colombia colombian;" +
  "cy cyprus cypriot;cz czech czechia czechs tschechien;de germany german deutschland deutsche deutschen berlin;" +
  "dk denmark danish dänemark;ee estonia estonian estland;eg egypt egyptian;es spain spanish spanien;et ethiopia ethiopian;" +
  "fi finland finnish finnland;fr france french frankreich;gb britain british uk england english;ge georgia georgian;" +
  "gr greece greek;hr croatia croatian;hu hungary hungarian ungarn;id indonesia indonesian;ie ireland irish;" +
  "il israel israeli israelis;in india indian;iq iraq iraqi;ir iran iranian iranians tehran;is iceland icelandic;it italy italian italien;" +
  "jo jordan jordanian;jp japan japanese;ke kenya kenyan;kp dprk;kr seoul;kz kazakhstan kazakh;lb lebanon lebanese;" +
  "lt lithuania lithuanian litauen;lu luxembourg;lv latvia latvian lettland;ma morocco moroccan;md moldova moldovan;" +
  "mx mexico mexican;my malaysia malaysian;ng nigeria nigerian;nl netherlands dutch niederlande;no norway norwegian norwegen;" +
  "np nepal nepali;pa panama;pe peru peruvian;ph philippines philippine filipino;pk pakistan pakistani;" +
  "pl poland polish polen polska;pt portugal portuguese;ps palestine palestinian;qa qatar qatari;ro romania romanian;" +
  "rs serbia serbian;ru russia russian russians russland moscow kremlin;sa saudi;se sweden swedish schweden;sg singapore singaporean;" +
  "si slovenia slovenian;sk slovakia slovak;sy syria syrian syrians;th thailand thai;tn tunisia tunisian;tr turkey turkish türkiye türkei;" +
  "tw taiwan taiwanese;ua ukraine ukrainian ukrainians kyiv;us america american americans usa;uz uzbekistan uzbek;ve venezuela venezuelan;" +
  "vn vietnam vietnamese;ye yemen yemeni";

const byWord: ReadonlyMap<string, string> = new Map(
  rows.split(";").flatMap((row) => {
    const [code = "", ...names] = row.split(" ");
    return names.map((name): [string, string] => [name, code]);
  }),
);

const secondWords = new Set([
  "korea",
  "korean",
  "koreans",
  "kong",
  "arabia",
  "states",
  "kingdom",
  "zealand",
  "africa",
  "african",
  "rica",
  "lanka",
]);
const twoWords: ReadonlyMap<string, string> = new Map([
  ["north korea", "kp"],
  ["north korean", "kp"],
  ["north koreans", "kp"],
  ["south korea", "kr"],
  ["south korean", "kr"],
  ["south koreans", "kr"],
  ["hong kong", "hk"],
  ["saudi arabia", "sa"],
  ["united states", "us"],
  ["united kingdom", "gb"],
  ["new zealand", "nz"],
  ["south africa", "za"],
  ["south african", "za"],
  ["costa rica", "cr"],
  ["sri lanka", "lk"],
]);

/** Places of two words: the country of `first second`, both lower case. */
export const placeOfTwo = (first: string, second: string): string | undefined =>
  secondWords.has(second) ? twoWords.get(`${first} ${second}`) : undefined;

/** The country a lower-case word stands for. */
export const placeOf = (lower: string): string | undefined => byWord.get(lower);
