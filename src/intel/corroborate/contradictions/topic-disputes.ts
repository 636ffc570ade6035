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
  /** Words that make the sentence no answer: a demand, a condition. */
  readonly aside?: RegExp;
  /** The thing asked about, where a story has several; answers about two things are no dispute. */
  readonly of?: RegExp;
  /** The state changes with the day: sentences that name two days tell a development. */
  readonly changes?: boolean;
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
    aside: /\bdemand\w*\b/,
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
    yes: /\bdata (?:(?:of|on|about) (?:\w+ ){1,3})?(?:was|were|has been|have been|had been) (?:also )?(?:stolen|taken|copied|exfiltrated|accessed|leaked)\b|\b(?:stole|took|copied|exfiltrated|made off with) (?:the |all |its |their |sensitive |personal |customer |patient ){0,2}data\b/,
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
    yes: /\b(?:services?|systems?|operations?|production|website|site|network) (?:are|is|were|was|have been|has been) (?:fully )?(?:restored|back online|back to normal|running again)\b/,
    no: /\b(?:services?|systems?|operations?|production(?: lines?)?|website|site|network) (?:are|is|remains?|were still|was still) (?:still )?(?:offline|down|unavailable|disrupted)\b|\bnot (?:yet )?(?:been )?(?:fully )?restored\b/,
    yesValue: () => "services restored",
    noValue: "services still down",
    of: /\b([a-z-]+) (?:services?|systems?|operations?|production|website|site|network|line)\b/,
    changes: true,
  },
  {
    about: "supply",
    yes: /\b(?:plunged into (?:the )?dark(?:ness)?|power (?:was|went) (?:out|off)|lost (?:power|electricity|water|heat(?:ing)?)|without (?:power|electricity|water|heat(?:ing)?)|blackouts? (?:hit|struck|followed)|(?:power|supply) (?:was|were) (?:cut|interrupted))\b/,
    no: /\bno (?:\w+ ){0,2}(?:interruption|loss|outages?|cuts?|blackouts?|disruption)\b|\b(?:none|never|not)\b[^.;,]{0,30}\blost (?:supply|power|water|heat)|\b(?:power|electricity|heat|water) (?:flowed|was (?:delivered|supplied)|kept flowing|stayed on) (?:throughout|without interruption)|\blights stayed on\b/,
    yesValue: () => "a loss of supply",
    noValue: "no loss of supply",
  },
  {
    about: "cause",
    yes: /\b(?:was|is|were|been) (?:\w+ ){0,3}(?:cyber[- ]?attack|hack|sabotage)\b|\b(?:caused by|result of|due to) (?:an? )?(?:\w+ )?(?:cyber[- ]?attack|hack(?:ers)?|sabotage)\b/,
    no: /\bno (?:sign|evidence|indication|trace)s? (?:of|that) (?:an?y? |it was )?(?:\w+ )?(?:cyber[- ]?attack|attack|malicious|hack|sabotage|foul play)|\b(?:was|were|is) no (?:cyber[- ]?attack|malicious|hack|sabotage)|\bnot (?:the (?:result|work) of |caused by |due to )?(?:an? )?(?:cyber[- ]?attack|attack|hack(?:ers)?|sabotage)\b|\bself-inflicted\b|\brul(?:ed|es|ing) out (?:an? )?(?:cyber[- ]?attack|hack|sabotage)|\brien n'indique un acte malveillant\b/,
    yesValue: () => "a cyberattack",
    noValue: "no attack",
  },
  {
    about: "how data was stored",
    yes: /\b(?:in (?:plain ?text|clear ?text|the clear)|unencrypted|not encrypted|unhashed|not hashed)\b/,
    no: /(?<!not |un|cannot be |being )\b(?:encrypted|hashed|scrambled)\b/,
    yesValue: () => "data in plain text",
    noValue: "encrypted data",
    aside: /\b(?:files|systems|servers|computers|traffic|ransomware)\b/,
  },
  {
    about: "ransomware",
    yes: /\b(?:silently installed|deployed|installs?|was|is|spread) (?:\w+ )?ransomware\b/,
    no: /\b(?:no|not|without) (?:\w+ ){0,2}ransomware\b|\bransomware (?:was|is) not\b/,
    yesValue: () => "ransomware",
    noValue: "no ransomware",
  },
];

const attempted = /\b(?:would|could|may|might|if|whether|unless|asked (?:if|whether))\b/;

const everyThing = /^(?:the|its|their|all|our|his|her|these|those|any|most|some|other|many|and|that|which|of|no)$/;

const daysIn = (statement: Statement): string[] =>
  statement.mentions.flatMap((mention) =>
    mention.kind === "date" && mention.precision === "day" ? [mention.from.slice(0, 10)] : [],
  );

const isOneMatter = (question: Question, yes: Statement, no: Statement): boolean => {
  const [mine, theirs] = [yes, no].map((statement) => question.of?.exec(statement.lower)?.[1] ?? "the");
  const isOneThing =
    mine === undefined || theirs === undefined || mine === theirs || everyThing.test(mine) || everyThing.test(theirs);
  if (!isOneThing || question.changes !== true) return isOneThing;
  const [mineDays, theirDays] = [daysIn(yes), daysIn(no)];
  return mineDays.length === 0 || theirDays.length === 0 || mineDays.some((day) => theirDays.includes(day));
};

const answer = (question: Question, statements: readonly Statement[]): Dispute[] => {
  const no = statements.filter((statement) => question.no.test(statement.lower));
  const yes = statements.filter(
    (statement) =>
      question.yes.test(statement.lower) &&
      !question.no.test(statement.lower) &&
      !attempted.test(statement.lower) &&
      question.aside?.test(statement.lower) !== true &&
      no.some((other) => isOneMatter(question, statement, other)),
  );
  const [first] = yes;
  if (first === undefined) return [];
  const sides = (list: readonly Statement[], value: (statement: Statement) => string): Side[] =>
    list.map((statement) => ({ value: value(statement), span: statement.span }));
  return acrossArticles(
    question.about,
    sides(yes, () => question.yesValue(first)),
    sides(
      no.filter((statement) => yes.some((other) => isOneMatter(question, other, statement))),
      () => question.noValue,
    ),
  );
};

export const topicDisputes: DisputeRule = ({ statements }) =>
  questions.flatMap((question) => answer(question, statements));
