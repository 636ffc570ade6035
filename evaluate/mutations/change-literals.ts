/** Operators on numbers, units, dates, versions, identifiers, quotations and counts of lists. */
import { type Operator, replaceOne } from "./operator.ts";

const months = "January|February|March|April|May|June|July|August|September|October|November|December";
const words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const bump = (figure: string, by: number): string => {
  const digits = figure.replaceAll(",", "");
  const changed = String(Number(digits) + by);
  return figure.includes(",") ? Number(changed).toLocaleString("en-GB") : changed;
};

const changeNumber: Operator = {
  name: "number",
  group: "literals",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      new RegExp(
        `(?<![\\w.,:/-])(\\d{1,3}(?:,\\d{3})+|\\d{1,6})(?![\\w.,:/-]*\\d|\\w)(?!\\s+(?:${months}))|(?<=\\s)(${words.join("|")})(?=\\s[a-z])`,
        "g",
      ),
      pick,
      (match) => {
        const before = sentence.slice(Math.max(0, match.index - 12), match.index);
        if (new RegExp(`(?:${months})\\s$`).test(before) || /^(?:19|20)\d\d$/.test(match[0])) return undefined;
        const word = match[2];
        if (word !== undefined) return words[(words.indexOf(word) + 1) % words.length];
        return bump(match[0], Number(match[0].replaceAll(",", "")) > 20 ? 36 : 3);
      },
    ),
};

const nouns = [
  "countries",
  "organisations",
  "organizations",
  "systems",
  "users",
  "customers",
  "servers",
  "victims",
  "companies",
  "agencies",
  "devices",
  "accounts",
  "people",
  "employees",
  "files",
  "domains",
  "samples",
];

const changeUnit: Operator = {
  name: "unit",
  group: "literals",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      new RegExp(
        `(\\d\\s?)(%|percent|per cent|million|billion|thousand|GB|TB|MB)|((?<![\\w.-])\\d[\\d,]*\\s(?:[a-z]+\\s)?)(${nouns.join("|")})\\b|(\\d\\s)(days|weeks|months|years|hours|minutes)`,
        "g",
      ),
      pick,
      (match) => {
        if (match[2] !== undefined) {
          const other: Record<string, string> = {
            "%": " users",
            percent: "users",
            "per cent": "users",
            million: "billion",
            billion: "million",
            thousand: "million",
            GB: "TB",
            TB: "GB",
            MB: "GB",
          };
          return (match[1] ?? "") + (other[match[2]] ?? "users");
        }
        if (match[4] !== undefined) return (match[3] ?? "") + (match[4] === "countries" ? "companies" : "countries");
        return (match[5] ?? "") + (match[6] === "days" ? "weeks" : "days");
      },
    ),
};

const changeDate: Operator = {
  name: "date",
  group: "literals",
  apply: ({ sentence }, pick) => {
    const list = months.split("|");
    return replaceOne(
      sentence,
      new RegExp(`\\b(${months})\\b|\\b(?:19|20)\\d{2}\\b(?![-.]\\d)|(\\d{4}-\\d{2}-)(\\d{2})`, "g"),
      pick,
      (match) => {
        if (match[2] !== undefined) return `${match[2]}${match[3] === "17" ? "18" : "17"}`;
        if (
          match[1] === "May" &&
          !/\b(?:in|on|of|since|until|\d)\s$/.test(sentence.slice(Math.max(0, match.index - 6), match.index))
        )
          return undefined;
        if (match[1] !== undefined) return list[(list.indexOf(match[1]) + 5) % 12];
        if (/CVE-$|\d-$/.test(sentence.slice(Math.max(0, match.index - 4), match.index))) return undefined;
        return String(Number(match[0]) - 2);
      },
    );
  },
};

const changeVersion: Operator = {
  name: "version",
  group: "literals",
  apply: ({ sentence }, pick) =>
    replaceOne(sentence, /(?<![\w./-])v?\d+\.\d+(?:\.\d+)+(?![\w]|\.\d)/g, pick, (match) =>
      match[0].replace(/\d+$/, (last) => String(Number(last) + 2)),
    ),
};

const changeIdentifier: Operator = {
  name: "identifier",
  group: "literals",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      /CVE-\d{4}-\d{4,7}|\bT\d{4}(?:\.\d{3})?\b|\bKB\d{6,7}\b|\b[0-9a-f]{32,64}\b/g,
      pick,
      (match) => {
        const last = match[0].slice(-2, -1);
        return match[0].slice(0, -2) + (last === "7" ? "3" : "7") + match[0].slice(-1);
      },
    ),
};

const changeQuotation: Operator = {
  name: "quotation",
  group: "literals",
  apply: ({ sentence }, pick) =>
    replaceOne(sentence, /“([^“”"]{12,300})”|(?<=^|[\s(])"([^“”"]{12,300})"(?=[\s).,;]|$)/g, pick, (match) => {
      const quoted = match[1] ?? match[2] ?? "";
      const said = quoted.split(" ");
      // Between two quotations stands the narrator: an odd number of marks before is the inside of one.
      const before = sentence.slice(0, match.index).split('"').length - 1;
      if (said.length < 3 || before % 2 === 1) return undefined;
      const at = 1 + pick(said.length - 2);
      return match[0].replace(quoted, [...said.slice(0, at), "rather", ...said.slice(at)].join(" "));
    }),
};

/** "Three ministries, A, B and C": the count is raised and the list is not. */
const breakCount: Operator = {
  name: "listCount",
  group: "literals",
  apply: ({ sentence }, pick) =>
    /,.{2,60},? and /.test(sentence)
      ? replaceOne(sentence, new RegExp(`\\b(${words.slice(0, 8).join("|")})\\b(?=\\s[a-z]+)`, "gi"), pick, (match) => {
          const next = words[words.indexOf(match[0].toLowerCase()) + 1] ?? "nine";
          return /^[A-Z]/.test(match[0]) ? next.charAt(0).toUpperCase() + next.slice(1) : next;
        })
      : undefined,
};

export const literalOperators: readonly Operator[] = [
  changeNumber,
  changeUnit,
  changeDate,
  changeVersion,
  changeIdentifier,
  changeQuotation,
  breakCount,
];
