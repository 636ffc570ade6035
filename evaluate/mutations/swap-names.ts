/** Operators that put another actor, victim or country in the place of the one named. */
import { allText, type Case, type Operator, type Pick } from "./operator.ts";

const countries = [
  "Russia",
  "China",
  "Iran",
  "Ukraine",
  "Germany",
  "France",
  "Japan",
  "India",
  "Brazil",
  "Poland",
  "Turkey",
  "Israel",
  "Taiwan",
  "Mexico",
  "Spain",
  "Italy",
  "Canada",
  "Australia",
  "Vietnam",
  "Norway",
];
const peoples = [
  "Russian",
  "Chinese",
  "Iranian",
  "Ukrainian",
  "German",
  "French",
  "Japanese",
  "Indian",
  "Brazilian",
  "Polish",
  "Turkish",
  "Israeli",
];

const swapListed = (item: Case, pick: Pick, list: readonly string[]): string | undefined => {
  const present = list.filter((name) => new RegExp(`\\b${name}\\b`).test(item.sentence));
  const name = present[pick(present.length)];
  const absent = list.filter(
    (other) => !new RegExp(`\\b${other}`).test(allText(item)) && !new RegExp(`\\b${other}`).test(item.sentence),
  );
  const other = absent[pick(absent.length)];
  if (name === undefined || other === undefined) return undefined;
  return item.sentence.replace(new RegExp(`\\b${name}\\b`), other);
};

const swapCountry: Operator = {
  name: "country",
  group: "names",
  apply: (item, pick) => swapListed(item, pick, countries) ?? swapListed(item, pick, peoples),
};

/** Codes and names that sound like groups: APT and number, two capitalised words with an animal or the like. */
const actorName =
  /\b(?:APT-?\d{1,3}|FIN\d{1,2}|TA\d{3,4}|UNC\d{3,5}|Storm-\d{4}|UAC-\d{4}|[A-Z][a-z]+ (?:Bear|Panda|Kitten|Spider|Chollima|Typhoon|Blizzard|Sandstorm|Tempest|Sleet|Group|Team))\b/g;
const actors = ["APT88", "FIN99", "UNC9182", "Crimson Heron", "Velvet Lantern", "TA9917"];

const swapActor: Operator = {
  name: "actor",
  group: "names",
  apply: (item, pick) => {
    const found = [...item.sentence.matchAll(actorName)];
    const match = found[pick(found.length)];
    const other = actors[pick(actors.length)];
    if (match === undefined || other === undefined) return undefined;
    return item.sentence.slice(0, match.index) + other + item.sentence.slice(match.index + match[0].length);
  },
};

const organisations = ["Northgate Utilities", "Bellmont Bank", "Aster Telecom", "Hollis Freight", "Marrow Health"];

/** A capitalised run inside the sentence stands for a victim, vendor or product. */
const swapVictim: Operator = {
  name: "victim",
  group: "names",
  apply: ({ sentence }, pick) => {
    const found = [...sentence.matchAll(/(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+){0,2}(?=[ ,.;]|$)/g)].filter(
      (match) =>
        !/^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)/.test(
          match[0],
        ),
    );
    const match = found[pick(found.length)];
    const other = organisations[pick(organisations.length)];
    if (match === undefined || other === undefined) return undefined;
    return sentence.slice(0, match.index) + other + sentence.slice(match.index + match[0].length);
  },
};

export const nameOperators: readonly Operator[] = [swapActor, swapVictim, swapCountry];
