/**
 * Changes of wording that say the same, so that a sentence is told and not carried over. Never touched: numbers, names,
 * hedges, negations, quantifiers, comparators, conditions, and verbs of attack.
 *
 * `always` is house style (one word for one thing, events in the past tense); `ifCopied` is tried one by one while a run
 * of twelve words of the source is left. Patterns are linear and change each place at most once.
 */
import { findFiniteVerb, wordsOf } from "#kit/english/finite-verb.ts";
import { pastOf, readVerb } from "#kit/english/verbs.ts";

type Change = (text: string) => string;

const swap =
  (pattern: RegExp, replacement: string | ((...groups: string[]) => string)): Change =>
  (text) =>
    typeof replacement === "string" ? text.replace(pattern, replacement) : text.replace(pattern, replacement);

/** "has fixed" → "fixed", "have been infected" → "were infected"; not after since, not negated. */
const simplePast: Change = (text) => {
  if (/\b(?:since|so far|already|ever|yet|long|for (?:years|months|decades))\b/i.test(text)) return text;
  return text
    .replace(
      /(?<!\b(?:to|may|might|could|would|should|must|not|never) )\b(has|have) been ([a-z]+)\b/g,
      (whole, aux: string, participle: string) =>
        readVerb(participle).some((reading) => reading.form === "participle")
          ? `${aux === "has" ? "was" : "were"} ${participle}`
          : whole,
    )
    .replace(
      /(?<!\b(?:to|may|might|could|would|should|must|can) )\b(?:has|have) ([a-z]+)\b(?! (?:been|to|no|not|any|never)\b)/g,
      (whole, participle: string) => {
        const reading = readVerb(participle).find((candidate) => candidate.form === "participle");
        if (reading === undefined || reading.lemma === "be" || reading.lemma === "have") return whole;
        return pastOf(reading.lemma) ?? whole;
      },
    );
};

const allowsTo: Change = (text) =>
  text.replace(
    /\b(allow(?:s|ed)?|enabl(?:es|ed?)) ((?:[\p{L}’'-]+ ){1,9}?)to ([a-z]+)\b/u,
    (whole, verb: string, who: string, what: string) =>
      readVerb(what).some((reading) => reading.form === "base")
        ? `${/s$/.test(verb) ? "lets" : "let"} ${who}${what}`
        : whole,
  );

/** "In November, it probed X" → "it probed X in November": a fronted time goes to the end. */
const fronted: Change = (text) => {
  const match =
    /^((?:In|On|At|Since|During|Until|By|From|After|Before) (?:[^,]{3,60}?\d[^,]{0,20}|[^,]*?(?:January|February|March|April|May|June|July|August|September|October|November|December)[^,]{0,20}?)),? (?=(?:it|the|a|an|its|their|some|two|three|four|five|six|several|[A-Z])\b)([^;:]{12,150})$/.exec(
      text,
    );
  if (match?.[1] === undefined || match[2] === undefined || /,/.test(match[2])) return text;
  return `${match[2].charAt(0).toUpperCase()}${match[2].slice(1)} ${match[1].charAt(0).toLowerCase()}${match[1].slice(1)}`;
};

/** "fixed it" → "fixed the flaw", where no flaw has been named before. */
const flawForIt = swap(
  /\b(clos(?:ed|es)|fix(?:ed|es)|patch(?:ed|es)|address(?:ed|es)|correct(?:ed|s)|exploit(?:ed|s|ing)|abus(?:ed|ing)|resolv(?:ed|es)) it\b/,
  "$1 the flaw",
);

const shortForms: Readonly<Record<string, string>> = {
  "there's": "there is",
  "it's": "it is",
  "that's": "that is",
  "isn't": "is not",
  "aren't": "are not",
  "wasn't": "was not",
  "weren't": "were not",
  "hasn't": "has not",
  "haven't": "have not",
  "hadn't": "had not",
  "doesn't": "does not",
  "don't": "do not",
  "didn't": "did not",
  "won't": "will not",
  "wouldn't": "would not",
  "can't": "cannot",
  "couldn't": "could not",
  "shouldn't": "should not",
};

/** "There's", "aren't": written out, but not in a quotation. "It's been" is left: it may be "has". */
const writtenOut: Change = (text) =>
  /[“”"]/.test(text)
    ? text
    : text.replace(
        /\b(?:[Tt]here|[Ii]t|[Tt]hat)[’']s\b(?! (?:been|got|had|\p{L}+ed)\b)|\b[A-Za-z]{2,6}n[’']t\b/gu,
        (whole) => {
          const full = shortForms[whole.toLowerCase().replace("’", "'")];
          if (full === undefined) return whole;
          return /^\p{Lu}/u.test(whole) ? `${full.charAt(0).toUpperCase()}${full.slice(1)}` : full;
        },
      );

export const always: readonly Change[] = [
  // "The first, CVE-…, lets …": which one it is stands in the identifier.
  swap(
    /^The (?:first|second|third|fourth|other|worst|most serious|most severe)(?: of (?:them|these|those))?, (CVE-[\d-]+(?: \([^)]{1,20}\))?), /,
    "$1 ",
  ),
  swap(/^The (?:two|three|four|five|others), ((?:CVE-[\d-]+(?:, | and )?){2,6}), /, "$1 "),
  writtenOut,
  (text) => (/\b(?:flaw|bug|hole|vulnerability)\b/i.test(text) ? text : flawForIt(text)),
  simplePast,
  swap(
    /\b(a|the|this|that|one|new|critical|second|first|same|such) (?:security )?(?:hole|bug|weakness)\b/gi,
    "$1 flaw",
  ),
  swap(/\b(flaws|bugs|holes|weaknesses)\b/g, "flaws"),
  swap(/^among (?:them|those|the victims|these) (?:are|were|is|was) /i, "The victims include "),
  swap(/^(?:there (?:is|are|was|were)) still (no|not)\b/i, "There is $1"),
  // "What those victims ended up with is a …": the cleft says no more than its clause.
  swap(
    /^What ((?:those|the|these|they) [^,;:]{3,60}?) (?:is|was) (?=an? )/,
    (_, inner: string) => `The ${inner.replace(/^(?:those|the|these|they) /, "")} `,
  ),
];

/** "X kept passwords and could redirect traffic" → "X kept passwords; they could redirect traffic": one subject, two clauses. */
const secondVerb =
  /,? and (could|can|has|have|had|is|are|was|were|will|would|takes?|makes?|gives?|uses?|runs?|lets?|holds?|keeps?|shows?|says?|does|do) (?=[^;:]{8,120}$)/u;
const singularVerb = /^(?:has|is|was|does|takes|makes|gives|uses|runs|lets|holds|keeps|shows|says)$/;

const partVerbs: Change = (text) => {
  if (/[;:()“”]/.test(text)) return text;
  const words = wordsOf(text);
  const at = findFiniteVerb(words);
  const first = words[at];
  const match = secondVerb.exec(text);
  if (at < 1 || first === undefined || match?.[1] === undefined || match.index < first.end + 12) return text;
  const subject = text.slice(0, first.start).trim();
  if (
    subject.includes(",") ||
    / (?:of|who|that|which|and) /.test(subject) ||
    /\b(?:mr|ms|mrs|dr|he|she|it|they)\b/i.test(subject)
  )
    return text;
  const isSingular = singularVerb.test(first.lower) || singularVerb.test(match[1]);
  const isPlural = !isSingular && /[^s]s$/.test(subject);
  if (!isSingular && !isPlural) return text;
  return `${text.slice(0, match.index)}; ${isPlural ? "they" : "it"} ${match[1]} ${text.slice(match.index + match[0].length)}`;
};

/** "X happened after Y" → "After Y, X happened": a time clause may stand first when it points at nothing. */
const timeFirst: Change = (text) => {
  const match =
    /^([^,;:“”"]{24,130}?) (after|when|because|while) ((?:the|a|an|its|some|two|three|several|\p{Lu}[\p{L}\p{N}]+|[a-z]+s) [^,;:“”"]{14,110})$/u.exec(
      text,
    );
  if (match?.[1] === undefined || match[3] === undefined || match[2] === undefined) return text;
  if (
    /\b(?:it|its|they|their|them|he|she|his|her|this|that|these|those|so|even|only|not|just|shortly|days?|weeks?|months?|hours?|soon|long|immediately)$/i.test(
      match[1],
    ) ||
    /\b(?:it|its|they|their|them|he|she|his|her|this|that)\b/i.test(match[3])
  )
    return text;
  return `${match[2].charAt(0).toUpperCase()}${match[2].slice(1)} ${match[3]}, ${lowerOpening(match[1])}`;
};

/** "After Y, X happened" → "X happened after Y". */
const timeLast: Change = (text) => {
  const match =
    /^(After|When|Because|While|Since|As) ([^,;:“”"]{14,110}), ((?:the|a|an|its|some|two|three|several|\p{Lu}[\p{L}\p{N}]+) [^,;:“”"]{20,130})$/u.exec(
      text,
    );
  if (
    match?.[1] === undefined ||
    match[2] === undefined ||
    match[3] === undefined ||
    /\b(?:it|its|they|their|them|he|she|his|her|this|that)\b/i.test(match[3])
  )
    return text;
  return `${match[3].charAt(0).toUpperCase()}${match[3].slice(1)} ${match[1].toLowerCase()} ${match[2]}`;
};

const lowerOpening = (text: string): string =>
  /^(?:The|A|An|Its|Their|Some|Two|Three|Several|Many|Most|All|No|One|Every|Each|Users|Attackers|Researchers)\b/.test(
    text,
  )
    ? `${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text;

/** "X, the Hamburg operator, admitted" → "The Hamburg operator X admitted"; "X, a group, was" → "A group, X, was". */
const glossFirst: Change = (text) => {
  const match =
    /^(\p{Lu}[\p{L}\p{N}+.’'-]*(?: \p{Lu}[\p{L}\p{N}+.’'-]*){0,3}), (the|an?) ([a-z][^,;:()]{3,48}), (?=(?:has|have|had|is|was|said|says|will|can|could|[a-z]+ed|[a-z]+s)\b)/u.exec(
      text,
    );
  if (
    match?.[1] === undefined ||
    match[3] === undefined ||
    / (?:of|at|in|for|that|which|who|behind) /.test(` ${match[3]} `)
  )
    return text;
  const rest = text.slice(match[0].length);
  return match[2] === "the"
    ? `The ${match[3]} ${match[1]} ${rest}`
    : `${match[2] === "an" ? "An" : "A"} ${match[3]}, ${match[1]}, ${rest}`;
};

/** What an object begins with: a verb that takes none, or one with a particle ("got in", "got away"), is another verb. */
const object =
  "(?:an?|the|its|their|his|her|no|some|several|many|more|two|three|four|five|six|seven|eight|nine|\\d)\\b";
/** Not the passive ("was received") nor the perfect ("has obtained"). */
const notAfterHelper = "(?<!\\b(?:is|are|was|were|be|been|being|has|have|had|having|not) )";

/** "got a list" → "received a list"; never "got in", "got the data out", "got the upper hand". */
const gotObject: Change = (text) =>
  text.replace(new RegExp(`${notAfterHelper}\\bgot (?=${object})`), (whole, at: number) => {
    const rest = text.slice(at + whole.length, at + whole.length + 60).split(/[,.;:]/)[0] ?? "";
    const isOther =
      /\b(?:in|into|out|back|off|away|through|past|over|around|rid|hold|going|running|working|hand|better|[a-z]+ed)\b/.test(
        rest,
      );
    return isOther ? whole : "received ";
  });

/** "The attack requires a login" → "needs"; an order, a law or a person requires in another sense. */
const needsFor: Change = (text) =>
  text.replace(/\brequires (?=an? |the )/, (whole, at: number) =>
    /\b(?:orders?|directives?|laws?|rules?|acts?|regulations?|bills?|polic(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|contracts?)\b/i.test(
      text.slice(0, at),
    )
      ? whole
      : "needs ",
  );

export const ifCopied: readonly Change[] = [
  glossFirst,
  allowsTo,
  fronted,
  swap(/\bwith permission to\b/, "that may"),
  swap(/\b(?:is|are) advised to\b/, "should"),
  swap(/\b(?:is|are) asked to\b/, "should"),
  swap(/\bstops short of naming\b/, "does not name"),
  swap(/\bis careful to describe\b/, "describes"),
  swap(/\bcarefully tailored\b/, "tailored"),
  swap(/\bthat (?:were|are) already public but (?:had|have) not been patched\b/, "that were public but unpatched"),
  swap(
    /\bfor which (?:fixes|updates|patches) (?:already exist|have long been available|exist|had long been available)\b/,
    "that already had fixes",
  ),
  swap(/\bvulnerabilities\b/, "flaws"),
  swap(/\bvulnerability\b/, "flaw"),
  swap(/\bweakness\b/, "flaw"),
  swap(/\b(?:also|itself|themselves|simply|own|already|in fact|of course|actually|indeed) (?=[a-z])/, ""),
  swap(/, including\b/, ", among them"),
  swap(/\bin order to\b/, "to"),
  swap(/\b(?:is|are) able to\b/, "can"),
  swap(/\b(?:was|were) able to\b/, "could"),
  swap(/\bmust deal with\b/, "have to deal with"),
  swap(/(?<!\b(?:will|would|may|might|could|should|not|to) )\bhave to\b/, "must"),
  swap(/\bbegan\b/, "started"),
  swap(/\bprior to\b/, "before"),
  swap(/\b(?:that|who|which) (?:is|are|was|were) (?=[a-z]+(?:ed|en)\b)/, ""),
  swap(/\b(contains?|contained) the fix as well\b/, "also $1 the fix"),
  swap(/\bneeds (?=an? |the )/, "requires "),
  needsFor,
  swap(/\bhides (?=(?:the|an?|its|their) )/, "conceals "),
  swap(/\bgang\b/, "group"),
  swap(/(?<!\b(?:flight|cabin|camera|film|ground|ship’s|ship's) )\bcrew\b(?! (?:of|members?)\b)/, "group"),
  // The noun, not "a firm date".
  swap(
    /\bfirm\b(?=[,.;’']| (?:that|which|who|sa(?:id|ys)|in|has|had|is|was|and|with|behind|called|named|\p{Lu})|$)/u,
    "company",
  ),
  swap(/\bsuch as\b/, "like"),
  swap(/\balthough\b/, "though"),
  swap(/\bbecause\b(?! of)/, "since"),
  swap(/\bcurrently\b/, "now"),
  swap(/\btheir own\b/, "their"),
  swap(/\bits own\b/, "its"),
  swap(/\bswitched to\b/, "moved to"),
  swap(/\bmoved to (?=v?\d|version|release|another|new )/, "switched to "),
  swap(/\bkept in touch\b/, "communicated"),
  // What is published: not tokens, fines or passports.
  swap(
    /\bissued(?= (?:[a-z-]+ ){0,3}(?:advisor(?:y|ies)|updates?|fix(?:es)?|patch(?:es)?|statements?|notices?|bulletins?|reports?|guidance|corrections?|alerts?)\b)/,
    "published",
  ),
  swap(/\bfor example\b/, "for instance"),
  swap(/\bin addition to\b/, "besides"),
  swap(/\bdue to\b/, "because of"),
  swap(/\bas a result of\b/, "because of"),
  swap(/\bregarding\b/, "about"),
  swap(/(?<!\b(?:is|are|was|were|more|most|very|especially|particularly) )\bconcerning (?=[a-z])/, "about "),
  swap(/\bgained (?=(?:access|entry|control|an? |the ))/, "got "),
  swap(/\bretrieved\b/, "fetched"),
  swap(/\bverif(y|ies)\b/, (_, ending: string) => (ending === "y" ? "check" : "checks")),
  swap(/\bthose that\b/, "ones that"),
  swap(/\bin front of\b/, "before"),
  swap(/\bthe fact that\b/, "that"),
  swap(/\bare going to\b/, "will"),
  swap(/\bis going to\b/, "will"),
  swap(/\bhave begun to\b/, "began to"),
  swap(
    /\b(suggests?|means|shows?|fears?|thinks?|believes?|concedes?|admits|admitted|says) (?=(?:the|they|its|their|an|this|some|many|no)\b)/,
    "$1 that ",
  ),
  swap(/\bper cent\b/, "%"),
  swap(/\bpercent\b/, "per cent"),
  swap(/\bU\.S\./, "US"),
  swap(/\bas per\b/, "according to"),
  swap(/\btill date\b/, "to date"),
  swap(/\bmostly\b/, "largely"),
  swap(/\bbiggest\b/, "largest"),
  swap(/\bbig\b/, "large"),
  swap(/\bquickly(?=[.,;]|$)/, "fast"),
  swap(/\btried to\b/, "attempted to"),
  gotObject,
  swap(new RegExp(`${notAfterHelper}\\breceived (?=${object})`), "got "),
  swap(/\bstopped (?=(?:the|an?|its|their|all|some|most) )/, "halted "),
  swap(/\blooked at\b/, "examined"),
  swap(/\bfound out\b/, "learnt"),
  swap(/\bset up\b/, "established"),
  swap(/\bcarried out\b/, "conducted"),
  swap(/\btold (?=(?:users|customers|readers|staff|clients)\b)/, "informed "),
  // "broke through the wall", "all through the night" keep their particle.
  swap(
    /(?<!\b(?:all|half ?way|mid ?way|way|br[eo]a?ke?n?|go|goes|going|went|gone|runs?|ran|running|pass(?:es|ed|ing)?|s[ae]ee?n?w?|work(?:s|ed|ing)?|look(?:s|ed|ing)?|put|push(?:ed|es)?|fell|falls?) )\bthrough (?=an? |the )/,
    "via ",
  ),
  swap(/\bvia\b/, "through"),
  swap(/\binside\b/, "within"),
  swap(/\bwithin (?=the|an? )/, "inside "),
  swap(/\bupon\b/, "on"),
  swap(/\baround the world\b/, "worldwide"),
  swap(/\bin total\b/, "altogether"),
  swap(/\bfolks\b/, "people"),
  swap(
    /(?<!\bas (?:a )?)\b(a )?whole (?=(?!of\b)[a-z])/,
    (_, a: string | undefined) => `${a === undefined ? "" : "an "}entire `,
  ),
  swap(/\b(an )?entire\b/, (_, an: string | undefined) => `${an === undefined ? "" : "a "}whole`),
  swap(/\bcrooks\b/, "criminals"),
  swap(/(?<!\bto )\bcash\b(?! (?:out|in|machines?|flow|registers?|points?|desks?)\b)/, "money"),
  swap(/\bsmartphones\b/, "phones"),
  swap(/\bthe likes of\b/, "for instance"),
  swap(/\bplus\b/, "and"),
  swap(/\bmoreover\b/, "also"),
  swap(/(?<!\b(?:is|are|was|were|be|been|being) )\bkicked off\b/, "began"),
  swap(/\b(is|are|was|were|be|been|being) pulled offline\b/, "$1 taken offline"),
  swap(/\b((?:is|are|was|were|be|been|being) )?yanked\b/, (_, helper: string | undefined) =>
    helper === undefined ? "withdrew" : `${helper}withdrawn`,
  ),
  swap(/\bwent live\b/, "appeared"),
  swap(/\btogether with\b/, "with"),
  swap(/\bevery single\b/, "every"),
  swap(/\bdue for\b/, "planned for"),
  swap(/\bstart to\b/, "begin to"),
  swap(/\bwho (?:is|are|was|were) (?=[a-z]+ing\b)/, ""),
  swap(/\bfurthermore\b/, "also"),
  swap(/\bhave been able to\b/, "could"),
  partVerbs,
  timeLast,
  timeFirst,
  swap(/\bapproximately\b/, "about"),
  swap(/\bemployees\b/, "staff"),
  swap(new RegExp(`${notAfterHelper}\\bobtained (?=${object})`), "got "),
  swap(/\bnumerous\b/, "many"),
  swap(/\b(an )?additional\b/, (_, an: string | undefined) => `${an === undefined ? "" : "a "}further`),
  swap(/\bsubsequently\b/, "later"),
  swap(/\bsays the\b/, "says that the"),
  swap(/\bas soon as\b/, "once"),
  swap(/(?<!\b(?:has|have|had|having) )\bfailed to\b/, "did not"),
  swap(/(?<!, )\bwhich\b(?= (?:is|are|was|were|lets|allows|runs|gives|hides|makes|can|could)\b)/, "that"),
  swap(
    /\b(says|said|say|found|believes?|warned|writes) that (?=(?:[a-z]+ ){1,2}(?:is|are|was|were|had|has|have|can|could|will)\b)/,
    "$1 ",
  ),
  swap(/\bend users\b/, "users"),
  swap(/\bmade public\b/, "published"),
  swap(/\bthroughout\b/, "across"),
  swap(/\blocated in\b/, "in"),
  swap(/\bduring the course of\b/, "during"),
  swap(/\btook advantage of\b/, "used"),
  swap(/\btaking advantage of\b/, "using"),
  swap(/\bmake use of\b/, "use"),
  swap(/\bmakes use of\b/, "uses"),
  swap(/\bmade use of\b/, "used"),
  swap(/\bwith the help of\b/, "with"),
  swap(/\bby means of\b/, "with"),
  swap(/\bbased in\b/, "in"),
];
