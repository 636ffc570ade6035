/**
 * Yes or no, asked of every incident: was a ransom paid, was anyone harmed, did data leave, do services run again.
 *
 * A table of questions that grows by data [T]: `yes` and `no` are tried on one sentence at a time; a sentence that
 * answers both ways answers neither.
 */
import type { QuantityMention } from "#terms/mention.ts";
import { printNumber } from "./read-counts.ts";
import { acrossArticles, type Dispute, type DisputeRule, type Side, type Statement } from "./side.ts";

interface Question {
  readonly about: string;
  readonly yes: RegExp;
  readonly no: RegExp;
  readonly yesValue: (statement: Statement) => string;
  readonly noValue: string;
}

const symbols: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };

/** "$30 million" where the sentence names a sum. */
const sumIn = (statement: Statement): string | undefined => {
  const sum = statement.mentions.find(
    (mention): mention is QuantityMention => mention.kind === "quantity" && symbols[mention.unit] !== undefined,
  );
  return sum === undefined ? undefined : `${symbols[sum.unit]}${printNumber(sum.value)}`;
};

const questions: readonly Question[] = [
  {
    about: "payment",
    yes: /\b(?:paid|wired|handed over|transferred|coughed up)\b[^.]{0,50}(?:[$€£]|\bmillion\b|\bbitcoins?\b|\bransom\b|\bmoney\b|\bcrypto)|\b(?:ransom|money|payment) (?:was|has been|had been) (?:paid|made|sent)\b/,
    no: /\bno (?:money|ransom|payment)\b|\bnot (?:been )?(?:paid|made (?:a|any) payment|pay\b)|\b(?:refus\w{1,3}|declin\w{1,3}) to pay\b|n't (?:pay|paid)\b|\bwithout paying\b|\bwill not pay\b|\bpaid nothing\b/,
    yesValue: (statement) => {
      const sum = sumIn(statement);
      return sum === undefined ? "a payment" : `a payment of ${sum}`;
    },
    noValue: "no payment",
  },
  {
    about: "harm to people",
    yes: /\b(?:patients?|people|persons?|workers?|residents?)\b[^.;]{0,40}\b(?:died|killed|dead|injured|harmed|deaths?)\b|\bkill(?:s|ed)? (?:\w+ )?(?:patients|people)\b/,
    no: /\b(?:no|not aware (?:of any|that any)|nor any|without any) (?:\w+ ){0,2}(?:patients?|people|one|persons?|deaths?|injur\w+|harm)\b|\bnobody (?:was|has been|had been) (?:hurt|harmed|injured|killed)/,
    yesValue: (statement) => (/\b(?:died|dead|deaths?|kill)/.test(statement.lower) ? "deaths" : "people harmed"),
    noValue: "nobody known to be harmed",
  },
  {
    about: "data theft",
    yes: /\bdata (?:was|were|has been|have been|had been) (?:also )?(?:stolen|taken|copied|exfiltrated|accessed|leaked)\b|\b(?:stole|took|copied|exfiltrated|made off with) (?:the |all |its |their |sensitive |personal |customer |patient ){0,2}data\b/,
    no: /\bno (?:\w+ ){0,2}data (?:was|were|has been|have been|had been) (?:\w+ )?(?:stolen|taken|copied|exfiltrated|accessed|leaked|lost)\b|\bno (?:evidence|sign|indication) (?:that|of) (?:any )?(?:\w+ )?data\b|\bdata (?:was|were|has|have) not (?:been )?(?:stolen|taken|copied|exfiltrated|accessed|leaked)\b/,
    yesValue: () => "data theft",
    noValue: "no data theft",
  },
  {
    about: "user interaction",
    yes: /\b(?:requires?|needs?) (?:a |the )?(?:user|victim|click|interaction|target)\b[^.;]{0,30}\b(?:click|open|interact|accept|visit)|\brequires? user interaction\b|\bmust (?:click|open|be tricked)\b/,
    no: /\b(?:zero[- ]click|no (?:user )?(?:interaction|clicks?)|without (?:any |user )?(?:interaction|clicking|a click))\b/,
    yesValue: () => "that a user must act",
    noValue: "that no user need act",
  },
  {
    about: "service",
    yes: /\b(?:services?|systems?|operations?|site|network) (?:are|is|were|was|have been|has been) (?:fully )?(?:restored|back online|back to normal|running again)\b/,
    no: /\b(?:services?|systems?|operations?|site|network) (?:are|is|remains?|were still|was still) (?:still )?(?:offline|down|unavailable|disrupted)\b|\bnot (?:yet )?(?:been )?(?:fully )?restored\b/,
    yesValue: () => "services restored",
    noValue: "services still down",
  },
  {
    about: "ransomware",
    yes: /\b(?:silently installed|deployed|installs?|was|is|spread) (?:\w+ )?ransomware\b/,
    no: /\b(?:no|not|without) (?:\w+ ){0,2}ransomware\b|\bransomware (?:was|is) not\b/,
    yesValue: () => "ransomware",
    noValue: "no ransomware",
  },
];

const attempted = /\b(?:would|could|may|might|if|whether|demand\w*|unless|asked (?:if|whether))\b/;

const answer = (question: Question, statements: readonly Statement[]): Dispute[] => {
  const no = statements.filter((statement) => question.no.test(statement.lower));
  const yes = statements.filter(
    (statement) =>
      question.yes.test(statement.lower) && !question.no.test(statement.lower) && !attempted.test(statement.lower),
  );
  const [first] = yes;
  if (first === undefined) return [];
  const sides = (list: readonly Statement[], value: (statement: Statement) => string): Side[] =>
    list.map((statement) => ({ value: value(statement), span: statement.span }));
  return acrossArticles(
    question.about,
    sides(yes, () => question.yesValue(first)),
    sides(no, () => question.noValue),
  );
};

export const topicDisputes: DisputeRule = ({ statements }) =>
  questions.flatMap((question) => answer(question, statements));
