/**
 * Whether a thing of a known kind was taken or touched: card numbers, passwords, backups, source code.
 *
 * Unlike `object-disputes.ts`, which hears any noun but only against a low-grade outlet, this hears trusted articles
 * against each other, and so asks for more: a kind from the table, as subject or object of the verb itself.
 */
import { acrossArticles, type Dispute, type DisputeRule, type Side, type Statement } from "./side.ts";

/** [what we call it, how it is written]. A table that grows by data [T]. */
const items: readonly (readonly [string, string])[] = [
  ["card data", "(?:payment |credit |bank |debit )?cards?(?: (?:numbers?|details|data))?"],
  ["passwords", "(?:hashed )?passwords?"],
  ["backups", "back-?ups?(?: copies)?"],
  ["passport data", "passports?(?: (?:numbers?|data|scans))?"],
  ["source code", "source code"],
  ["bank details", "bank(?:ing)? (?:details|data|account numbers?)"],
  ["health data", "(?:health|medical|patient) (?:data|records?|files?)"],
  ["national identity numbers", "(?:social security|national insurance|identity) numbers?"],
  ["private keys", "(?:private|signing|encryption) keys?"],
  ["safety systems", "safety systems?"],
  ["messages", "(?:e-?mails|messages|chats)"],
];

const done =
  "(?:taken|stolen|copied|accessed|exposed|leaked|wiped|deleted|destroyed|erased|affected|involved|touched|lost|encrypted|compromised|exfiltrated|read|reached|hit)";
const be = "(?:was|were|is|are|has been|have been|had been)";
const doing = "(?:stole|took|copied|leaked|wiped|deleted|destroyed|erased|grabbed|exfiltrated|reached|read)";

interface Asked {
  readonly name: string;
  readonly yes: readonly RegExp[];
  readonly no: readonly RegExp[];
}

const questions: readonly Asked[] = items.map(([name, words]) => ({
  name,
  yes: [
    new RegExp(
      `\\b${words}(?:,? (?:and|or|as well as) [a-z]+(?: [a-z]+)?| (?:of|from) [^.;,]{2,40}?)? ${be} (?:also |all |then )?${done}\\b`,
    ),
    new RegExp(`\\b${words} (?:was|were|are|is) (?:also )?among (?:the |what )`),
    new RegExp(`\\b${doing} (?:the |all |its |their |every |some ){0,2}(?:[a-z]+(?:,| and) ){0,2}${words}\\b`),
  ],
  no: [
    new RegExp(`\\b(?:no|neither|nor) (?:[a-z]+ (?:[a-z]+ )?(?:or|nor|and) ){0,2}${words}\\b[^.;,]{0,30}\\b${done}\\b`),
    new RegExp(
      `\\b${words}(?: (?:and|or) [a-z]+(?: [a-z]+)?)? (?:was|were|is|are|has|have|had)(?: not|n't| never) (?:been )?${done}\\b`,
    ),
    new RegExp(
      `\\b(?:did|do|does|could)(?: not|n't) (?:reach|touch|affect|take|steal|access|include|involve|copy|read) (?:the |any |its |their ){0,2}${words}\\b`,
    ),
  ],
}));

const unreal = /\b(?:would|could|may|might|if|whether|unless|claim(?:s|ed)?|alleg\w+|rule[sd]? out)\b/;
const some = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));
const sides = (statements: readonly Statement[], value: string): Side[] =>
  statements.map((statement) => ({ value, span: statement.span }));

export const itemDisputes: DisputeRule = ({ statements }): Dispute[] =>
  questions.flatMap(({ name, yes, no }) => {
    const denied = statements.filter((statement) => some(no, statement.lower));
    const affirmed = statements.filter(
      (statement) =>
        some(yes, statement.lower) &&
        !some(no, statement.lower) &&
        !/\b(?:no|not|never|neither|none|without)\b|n't\b/.test(statement.lower) &&
        !unreal.test(statement.lower),
    );
    return acrossArticles(name, sides(affirmed, `${name} touched`), sides(denied, `no ${name} touched`));
  });
