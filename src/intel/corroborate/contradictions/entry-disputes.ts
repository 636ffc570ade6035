/**
 * How the intruders came in: by a hole in the software, or through people (a lure, a password). Each article must give one
 * way only; an account that gives two ("VPN passwords in most cases, a supplier's tool in the rest") disputes neither.
 */
import type { Dispute, DisputeRule, Side, Statement } from "./side.ts";

const way =
  /\b(?:(?:got|broke|came|come) in(?:to [^.;,]{2,40})? (?:through|by|via|with|using)|used (?:[a-z]+ ){1,4}to (?:get|break) in|gained (?:initial )?(?:access|entry|a foothold)[^.;,]{0,40}\b(?:through|by|via|with|using)|entered (?:[^.;,]{2,40} )?(?:through|by|via|with|using)|(?:way in|point of entry|initial access|entry) (?:was|is)|the (?:intrusion|breach|attack|break-in) (?:began|started) with)\b/;

const ways: readonly (readonly [string, RegExp])[] = [
  ["a flaw in software", /\b(?:exploit\w*|unpatched|vulnerabilit\w+|flaw|bug|zero-day|hole)\b/],
  ["phishing", /\b(?:phish\w*|lure|malicious (?:e-?mail|attachment)|booby-trapped (?:e-?mail|attachment|document))\b/],
  [
    "stolen passwords",
    /\b(?:stolen|leaked|reused|guessed|bought|weak|default) (?:\w+ )?(?:passwords?|credentials?|logins?)\b/,
  ],
];
const uncertain = /\b(?:could|might|may|whether|possibly|perhaps|not|n't|unclear|unknown|if)\b/;

interface Entry {
  readonly way: string;
  readonly statement: Statement;
}

const entriesIn = (statement: Statement): Entry[] => {
  const at = statement.lower.search(way);
  if (at < 0 || uncertain.test(statement.lower)) return [];
  const rest = statement.lower.slice(at);
  return ways.flatMap(([name, pattern]) => (pattern.test(rest) ? [{ way: name, statement }] : []));
};

export const entryDisputes: DisputeRule = ({ statements }): Dispute[] => {
  const all = statements.flatMap(entriesIn);
  const only = all.filter(
    (entry) =>
      new Set(all.filter((other) => other.statement.articleId === entry.statement.articleId).map((other) => other.way))
        .size === 1,
  );
  const flaw = only.find((entry) => entry.way === ways[0]?.[0]);
  // A lure is how passwords are stolen: those two agree.
  const people = only.find((entry) => entry.way !== ways[0]?.[0]);
  if (flaw === undefined || people === undefined) return [];
  return [
    {
      about: "entry",
      sides: only
        .filter((entry) => entry.way === flaw.way || entry.way === people.way)
        .map((entry): Side => ({ value: entry.way, span: entry.statement.span })),
    },
  ];
};
