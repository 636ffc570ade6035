/** Fair rewordings: they must pass. Own list of changes that keep every fact. */
import { type Operator, replaceOne } from "./operator.ts";

const swaps: readonly (readonly [string, string])[] = [
  ["organisations", "organizations"],
  ["organizations", "organisations"],
  ["vulnerability", "flaw"],
  ["flaw", "vulnerability"],
  ["used", "employed"],
  ["attackers", "intruders"],
  ["discovered", "found"],
  ["began", "started"],
  ["released", "published"],
  ["email", "e-mail"],
  ["shows", "demonstrates"],
  ["multiple", "several"],
  ["cybersecurity", "cyber security"],
  ["U.S.", "US"],
  ["however", "but"],
  ["also", "additionally"],
];

const untouched: Operator = { name: "untouched", group: "fair", apply: ({ sentence }) => sentence };

const synonym: Operator = {
  name: "synonym",
  group: "fair",
  apply: ({ sentence }, pick) => {
    const present = swaps.filter(([from]) =>
      new RegExp(`(?<![\\w"“])${from.replaceAll(".", "\\.")}(?![\\w])`).test(sentence),
    );
    const chosen = present[pick(present.length)];
    if (chosen === undefined || /[“"]/.test(sentence)) return undefined;
    return sentence.replace(new RegExp(`(?<!\\w)${chosen[0].replaceAll(".", "\\.")}(?!\\w)`), chosen[1]);
  },
};

const dateFormat: Operator = {
  name: "dateFormat",
  group: "fair",
  apply: ({ sentence }, pick) =>
    /[“"]/.test(sentence)
      ? undefined
      : replaceOne(
          sentence,
          /\b(January|February|March|April|June|July|August|September|October|November|December) (\d{1,2}),? (\d{4})\b/g,
          pick,
          (match) => `${match[2]} ${match[1]} ${match[3]}`,
        ),
};

const typography: Operator = {
  name: "typography",
  group: "fair",
  apply: ({ sentence }) =>
    sentence
      .replace(/’/g, "'")
      .replace(/[“”]/g, '"')
      .replace(/ - /g, " – ")
      .replace(/ /g, (blank, at: number) => (at % 7 === 0 ? "  " : blank)),
};

/** A leading adverbial of time or place with a comma may be left out. */
const dropLead: Operator = {
  name: "dropLead",
  group: "fair",
  apply: ({ sentence }) => {
    const match =
      /^(?:In addition|However|Additionally|Furthermore|Moreover|Meanwhile|In this case|As a result|For example|In general), ([a-z])/.exec(
        sentence,
      );
    return match === null ? undefined : (match[1] ?? "").toUpperCase() + sentence.slice(match[0].length);
  },
};

/** "X said that Y." and "Y, X said." say the same. */
const moveSaid: Operator = {
  name: "moveSaid",
  group: "fair",
  apply: ({ sentence }) => {
    const match =
      /^([A-Z][\w]+(?: [A-Z\d][\w]*){0,3}) (said|says|reported|noted) (?:that )?([a-z][^“”"]{20,300})\.$/.exec(
        sentence,
      );
    if (match === null) return undefined;
    const rest = match[3] ?? "";
    return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}, ${match[1]} ${match[2]}.`;
  },
};

const numberFormat: Operator = {
  name: "numberFormat",
  group: "fair",
  apply: ({ sentence }, pick) =>
    /[“"]/.test(sentence)
      ? undefined
      : replaceOne(sentence, /(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?![\w,.]*\d)/g, pick, (match) =>
          match[0].replaceAll(",", ""),
        ),
};

/** Leaving off the second half of "A, and B" leaves A as it was. */
const dropTail: Operator = {
  name: "dropTail",
  group: "fair",
  apply: ({ sentence }) => {
    const match = /^([^“”";:()]{50,260}), and (?:it|they|the|has|was|were|is|are) [^“”";:]{15,200}\.$/.exec(sentence);
    return match === null || /\b(?:both|either|neither|whether|not|no)\b/.test(match[0]) ? undefined : `${match[1]}.`;
  },
};

export const fairOperators: readonly Operator[] = [
  untouched,
  synonym,
  dateFormat,
  typography,
  dropLead,
  moveSaid,
  numberFormat,
  dropTail,
];
