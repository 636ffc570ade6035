/**
 * What "it", "the company", "the researchers" or "the flaw" mean, by what an article has named so far.
 *
 * Only words that open a clause are resolved, and only to a name that stands earlier in the same article. Where two
 * candidates fit, nothing is resolved: a wrong name is worse than a sentence left out.
 */
import { readVerb } from "#kit/english/verbs.ts";
import type { Reference } from "#terms/claim.ts";
import type { Mention, NameMention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";

type Target = NonNullable<Reference["target"]>;
type Role = "researcher" | "authority" | "actor" | "vulnerability" | "product" | "person" | "company" | "report";

const nouns: Readonly<Record<Exclude<Role, "report">, RegExp>> = {
  researcher:
    /^(?:the|its|their) (?:security )?(?:researchers?|team|analysts?|company|firm|vendor|authors?|threat intelligence team|experts?)\b/i,
  authority: /^the (?:agency|authority|cert|centre|center|bureau|ministry|regulator|police)\b/i,
  actor:
    /^the (?:group|gang|crew|attackers?|intruders?|hackers?|operators?|threat actors?|actors?|cluster|criminals|spies|culprits?)\b/i,
  vulnerability: /^the (?:flaw|bug|vulnerability|weakness|hole|issue|defect|problem|security flaw|cve)\b/i,
  product: /^the (?:product|software|tool|platform|service|editor|appliance|library|plugin|package|app|application)\b/i,
  person: /^(?:he|she)\b/i,
  company:
    /^the (?:company|firm|vendor|supplier|provider|maker|manufacturer|bank|hospital|airline|operator|retailer|university|organisation|organization)\b/i,
};
const report = /^(?:the|its|their) (?:report|paper|study|notice|advisory|write-up|analysis|research)\b/i;

const roleOf = (mention: NameMention): Role | undefined => {
  switch (mention.type) {
    case "research_team":
      return "researcher";
    case "vendor":
    case "organisation":
      return "company";
    case "authority":
      return "authority";
    case "intrusion_set":
      return "actor";
    case "product":
      return "product";
    case "person":
      return "person";
    default:
      return undefined;
  }
};

/** What an article has named so far; `note` in reading order. */
export interface Memory {
  readonly last: ReadonlyMap<Role, Target>;
  readonly subject: Target | undefined;
  readonly subjectPlural: boolean;
  readonly vulnerabilities: readonly Target[];
  /** Companies and research teams by name, in order of first mention. */
  readonly companies: readonly Target[];
}

export const emptyMemory: Memory = {
  last: new Map(),
  subject: undefined,
  subjectPlural: false,
  vulnerabilities: [],
  companies: [],
};

const targetOf = (mention: Mention): Target | undefined => {
  if (mention.kind === "vulnerability") return { name: mention.id, span: mention, type: "vulnerability" };
  if (mention.kind !== "name" || roleOf(mention) === undefined) return undefined;
  return { name: mention.surface, span: mention, type: mention.type };
};

/** Names that only modify another noun, or hang on a preposition, are not what the sentence is about. */
const isHead = (text: string, target: Target, subjectSpan: Span): boolean => {
  const before = text.slice(Math.max(subjectSpan.start, target.span.start - 24), target.span.start);
  const after = text.slice(target.span.end, subjectSpan.end);
  if (
    /\b(?:of|by|at|in|after|before|from|with|against|to|for|than|on|about|like|versus) (?:the |its |a |an )?$/i.test(
      before,
    )
  )
    return false;
  return /^\s*(?:,|\(|$)/.test(after) || (/^[’']s? /.test(after) === false && /^\s*$/.test(after));
};

/** "X, the research arm of Y": Y is told of in passing and does not become what "the company" means. */
const inPassing = (text: string, target: Target): boolean =>
  /\b(?:arm|part|unit|division|subsidiary|owned|brand|branch|team|bought) (?:of|by|at) (?:the )?$|\b(?:based|company|firm|group|laboratory|lab|agency|office|body|outfit) (?:in|from|near) $/i.test(
    text.slice(Math.max(0, target.span.start - 24), target.span.start),
  );

const noteRole = (last: Map<Role, Target>, mention: NameMention, target: Target): void => {
  const role = roleOf(mention);
  if (role === undefined) return;
  last.set(role, target);
  if (role === "researcher") last.set("company", target);
};

/** Takes in the names of one sentence. `subjectSpan` is what stands before its finite verb; `text` the article's. */
export const remember = (memory: Memory, mentions: readonly Mention[], subjectSpan: Span, text: string): Memory => {
  const last = new Map(memory.last);
  const vulnerabilities = [...memory.vulnerabilities];
  const companies = [...memory.companies];
  const [opening] = referencesOf(memory, text.slice(subjectSpan.start, subjectSpan.end), subjectSpan.start);
  let subject: Target | undefined = opening?.target;
  for (const mention of mentions) {
    const target = targetOf(mention);
    if (target === undefined) continue;
    if (mention.kind === "vulnerability") {
      if (!vulnerabilities.some((other) => other.name === target.name)) vulnerabilities.push(target);
      continue;
    }
    if (mention.kind === "name" && !inPassing(text, target)) {
      noteRole(last, mention, target);
      const role = roleOf(mention);
      if ((role === "company" || role === "researcher") && !companies.some((other) => other.name === target.name))
        companies.push(target);
    }
    const inSubject = mention.start >= subjectSpan.start && mention.end <= subjectSpan.end;
    if (inSubject && opening?.target === undefined && isHead(text, target, subjectSpan)) subject = target;
  }
  return { last, subject, subjectPlural: false, vulnerabilities, companies };
};

const isCompany = (target: Target | undefined): target is Target =>
  target !== undefined && /^(?:vendor|organisation|research_team)$/.test(target.type);

/** "The company": what the sentence before was about, else the only company named so far. */
const resolveCompany = (memory: Memory): Target | undefined =>
  isCompany(memory.subject) ? memory.subject : memory.companies.length === 1 ? memory.companies[0] : undefined;

const resolveWords = (memory: Memory, words: string): Target | undefined => {
  if (/^(?:it|its)\b/i.test(words)) return memory.subject?.type === "person" ? undefined : memory.subject;
  if (nouns.person.test(words)) return memory.last.get("person");
  if (nouns.vulnerability.test(words))
    return memory.vulnerabilities.length === 1 ? memory.vulnerabilities[0] : undefined;
  if (nouns.product.test(words)) return /^the editor\b/i.test(words) ? resolveCompany(memory) : undefined;
  if (nouns.authority.test(words)) return memory.last.get("authority");
  if (nouns.actor.test(words)) return memory.last.get("actor");
  if (
    /^(?:the|its|their) (?:security )?(?:researchers?|team|analysts?|authors?|threat intelligence team|experts?)\b/i.test(
      words,
    )
  )
    return memory.last.get("researcher") ?? resolveCompany(memory);
  if (nouns.company.test(words) || nouns.researcher.test(words))
    return resolveCompany(memory) ?? (memory.last.has("researcher") ? memory.last.get("researcher") : undefined);
  if (report.test(words)) return memory.last.get("researcher");
  return undefined;
};

const opener =
  /^(?:(?:it|its|they|their|he|she|his|her|this|that|these|those)\b|(?:the|its|their) (?:security )?[a-z-]{3,14}(?:'s|’s)?\b)/i;

/** "In November and December it probed …": the time that stands in front of the subject. */
const frontedTime =
  /^(?:in|on|at|during|since|after|before|by|until|once|as|late|early|from) [^,.;]{2,60}?,? (?=(?:it|they|he|she) )/i;

/** References that open `words` (a clause starting at `offset`), also behind a fronted time. */
export const referencesOf = (memory: Memory, words: string, offset: number): Reference[] => {
  const fronted = frontedTime.exec(words);
  if (fronted !== null && !opener.test(words))
    return openingReferences(memory, words.slice(fronted[0].length), offset + fronted[0].length);
  return openingReferences(memory, words, offset);
};

const isVerbLike = (word: string): boolean =>
  /^(?:is|are|was|were|has|have|had|can|could|may|might|will|would|does|did|still|also|means)$/i.test(word) ||
  readVerb(word).some((reading) => reading.form === "s" || reading.form === "past");

const openingReferences = (memory: Memory, words: string, offset: number): Reference[] => {
  const match = opener.exec(words);
  // "The company that hosted the site", "the maker of X": the noun is explained right here and points nowhere.
  if (
    match === null ||
    (/^the /i.test(match[0]) &&
      /^ (?:[A-Z][A-Za-z0-9+.-]+|of|that|who|which|behind|whose|responsible|known|called|in|at|from) /.test(
        words.slice(match[0].length),
      ))
  )
    return [];
  if (
    /^those (?:who|that|with|in|on|at|using|running|stuck|affected|responsible|behind|[a-z]+ing|[a-z]+ed)\b/i.test(
      words,
    )
  )
    return [];
  // "That pause suggests …" brings its own noun; only a bare demonstrative points away.
  if (/^(?:this|that|these|those)$/i.test(match[0])) {
    const next = /^\w+ ([a-z’'-]+)/i.exec(words)?.[1] ?? "";
    if (next !== "" && !isVerbLike(next)) return [];
  }
  const isPronoun = /^(?:it|its|they|their|he|she|his|her|this|that|these|those)\b/i.test(match[0]);
  const target = resolveWords(memory, words);
  const known = Object.values(nouns).some((pattern) => pattern.test(words)) || report.test(words);
  if (!isPronoun && !known) return [];
  const bare = match[0].replace(/(?:'s|’s)$/, "");
  return [
    {
      span: { start: offset, end: offset + bare.length },
      words: bare,
      ...(target === undefined ? {} : { target }),
    },
  ];
};
