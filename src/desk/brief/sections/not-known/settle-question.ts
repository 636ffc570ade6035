/**
 * Makes a question stand alone: loose words get the name they mean, and the thing concerned is named. What cannot be
 * settled is left out, for a gap that nobody can place helps nobody.
 */
import type { Claim } from "#terms/claim.ts";
import type { Mention, NameMention, QuantityMention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { PlannedStory } from "../../plan/plan-story.ts";
import type { Lack } from "./read-lacks.ts";

export interface Settled {
  readonly text: string;
  /** Passages that hold the names put in. */
  readonly extra: readonly EvidenceSpan[];
}

export interface Named {
  readonly name: string;
  readonly span: EvidenceSpan;
}

const isNameOf =
  (...types: readonly NameMention["type"][]) =>
  (mention: Mention): mention is NameMention =>
    mention.kind === "name" && types.includes(mention.type);

/** The name most sentences of the story hold, of the types asked for, with the first sentence that holds it. */
const mostNamed = (claims: readonly Claim[], pick: (mention: Mention) => mention is NameMention): Named | undefined => {
  const held = new Map<string, { count: number; span: EvidenceSpan }>();
  for (const claim of claims)
    for (const mention of claim.mentions) {
      if (!pick(mention) || mention.surface.length < 3) continue;
      const known = held.get(mention.surface);
      held.set(mention.surface, { count: (known?.count ?? 0) + 1, span: known?.span ?? claim.evidence });
    }
  const [first] = [...held].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
  return first === undefined ? undefined : { name: first[0], span: first[1].span };
};

const harm =
  /\b(?:scrambl|encrypt|ransomware|hit by|breach|intru|stole|attack|hack|compromis|broke into|offline|paralys)/i;

/** A surname that was taken for an organisation is none. */
const isPerson = (name: string, claims: readonly Claim[]): boolean =>
  claims.some((claim) =>
    claim.mentions.some(
      (mention) => mention.kind === "name" && mention.type === "person" && mention.surface.includes(name),
    ),
  ) ||
  claims.some((claim) =>
    new RegExp(`\\b(?:Mr|Mrs|Ms|Dr)\\.? ${name.replace(/[^\p{L}\d ]/gu, "")}\\b`, "u").test(claim.evidence.quote),
  );

/**
 * Who was broken into: the organisation that the article named last in a sentence about the harm, before the one that
 * states the lack; else the organisation that the story's harmful sentences name most.
 */
const victimOf = (lack: Lack, planned: PlannedStory): Named | undefined => {
  const own = planned.claims.filter((claim) => claim.articleId === lack.sentence.article.id);
  const isVictim = (mention: Mention): mention is NameMention =>
    isNameOf("organisation", "vendor")(mention) && !isPerson(mention.surface, own);
  for (let at = lack.sentence.previous; at !== undefined; at = at.previous) {
    if (!harm.test(at.span.quote)) continue;
    const mention = at.claims.flatMap((claim) => claim.mentions).find(isVictim);
    if (mention !== undefined) return { name: mention.surface, span: at.span };
  }
  return mostNamed(
    planned.claims.filter((claim) => harm.test(claim.evidence.quote)),
    isVictim,
  );
};

const openEntry = /\b(?:got|broke|broken|get) (in(?:side)?)$|\bgained (?:access|entry)$/i;

/** "How the criminals got in": into what? */
const nameVictim = (text: string, lack: Lack, planned: PlannedStory): Settled => {
  const victim = openEntry.test(text) ? victimOf(lack, planned) : undefined;
  if (victim === undefined) return { text, extra: [] };
  const named = / in(?:side)?$/i.test(text)
    ? text.replace(/\bin(?:side)?$/i, `into ${victim.name}`)
    : `${text} to ${victim.name}`;
  return { text: named, extra: [victim.span] };
};

const activity =
  /\bthe (?:activity|attacks?|exploitation|intrusions?|incidents?|hacks?|breach(?:es)?|campaign|operation|happening)\b/i;
const flawWord = /\bthe (?:bug|flaw|vulnerability|hole|weakness|issue|zero-day)\b/i;
const poisoned =
  /\ba (bad|malicious|poisoned|tampered|fake|trojani[sz]ed|rogue) (installer|update|package|build|version|file|release)\b/i;

/** "the flaw" is the CVE, "the activity" its exploitation, "a bad installer" one of the product. */
const nameThings = (words: string, planned: PlannedStory): Settled => {
  let text = words;
  const extra: EvidenceSpan[] = [];
  const cve = planned.facts.cves[0];
  if (cve !== undefined && planned.kind === "vulnerability")
    for (const [pattern, name] of [
      [activity, `the exploitation of ${cve.mention.surface}`],
      [flawWord, cve.mention.surface],
    ] as const)
      if (pattern.test(text) && !text.includes(cve.mention.surface)) {
        text = text.replace(pattern, name);
        extra.push(cve.claim.evidence);
      }
  const product = planned.facts.products[0];
  const noun = poisoned.exec(text);
  if (noun !== null && product !== undefined) {
    text = text.replace(noun[0], `a ${noun[1]} ${product.mention.surface} ${noun[2]}`);
    extra.push(product.claim.evidence);
  }
  return { text, extra };
};

/** "How many have been broken into": of what the sentence before counts. */
const countedBefore = (lack: Lack): { noun: string; span: EvidenceSpan } | undefined => {
  for (const claim of lack.sentence.previous?.claims ?? []) {
    const quantity = claim.mentions.find(
      (mention): mention is QuantityMention =>
        mention.kind === "quantity" && !mention.ordinal && mention.counted !== "",
    );
    if (quantity !== undefined) return { noun: quantity.counted, span: claim.evidence };
  }
  return undefined;
};

const peak = (planned: PlannedStory): { words: string; span: EvidenceSpan } | undefined => {
  for (const claim of planned.claims) {
    const quantity = claim.mentions.find(
      (mention) => mention.kind === "quantity" && /^[TGM]?(?:bps|pps|rps)$/i.test(mention.unit),
    );
    if (quantity !== undefined) return { words: quantity.surface, span: claim.evidence };
  }
  return undefined;
};

const loose =
  /\b(?:it|its|they|them|their|he|him|his|she|her|we|our|us|this|that company|these|those)\b|\bthat(?:['’]s| is| was)\b/i;

/** A reference that the extractor resolved, put in the place of its words. */
const nameReferences = (text: string, lack: Lack): Settled => {
  const extra: EvidenceSpan[] = [];
  let out = text;
  for (const claim of lack.sentence.claims)
    for (const reference of claim.references) {
      const { target, words } = reference;
      if (target === undefined || !out.includes(words) || /^(?:he|she|his|her)$/i.test(words)) continue;
      out = out.replace(words, /^(?:its|their)$/i.test(words) ? `${target.name}’s` : target.name);
      extra.push(...claim.bindings);
      const { article } = lack.sentence;
      const at = lack.sentence.previous;
      if (at !== undefined && article.text.slice(at.span.start, at.span.end).includes(target.name)) extra.push(at.span);
    }
  return { text: out, extra };
};

/** The question without its tail: a limit after a comma that is no part of what is asked. */
const trimmed = (rest: string): string =>
  rest
    .replace(/, (?:or|and|but|which|though|although|because|since|nor|while) .*$/i, (tail) =>
      /^, (?:or|and) (?:against|who|whom|what|why|how|when)\b/i.test(tail) ? tail : "",
    )
    .replace(/, if any(?:thing)?$/i, "")
    .replace(/ (?:actually|really|exactly|precisely)\b/gi, "")
    .replace(/[.,]+$/, "")
    .trim();

const isNamed = (text: string): boolean => /\p{Lu}[\p{L}\d]|\d/u.test(text);

/** "had received one": one of what the sentence before opens with, "The messages began arriving". */
const oneOfMany = /\b(received|got|opened|installed|bought|seen|had) one$/i;

const manyBefore = (lack: Lack): { words: string; span: EvidenceSpan } | undefined => {
  const before = lack.sentence.previous;
  const words =
    before === undefined ? undefined : /^(?:The|These|Those) ([\p{Ll}-]{4,20}s)\b/u.exec(before.span.quote)?.[1];
  return words === undefined || before === undefined ? undefined : { words: `the ${words}`, span: before.span };
};

/** Settles the loose words of a question; undefined when one of them stays loose. */
export const settleQuestion = (lack: Lack, planned: PlannedStory): Settled | undefined => {
  const extra: EvidenceSpan[] = [];
  let text = trimmed(lack.rest);
  const take = (settled: Settled): void => {
    text = settled.text;
    extra.push(...settled.extra);
  };
  if (/^how (?:many|much)$/.test(lack.asks) && /^(?:have|has|had|are|were|was|is)\b/.test(text)) {
    const counted = countedBefore(lack);
    if (counted === undefined) return undefined;
    text = `${counted.noun} ${text}`;
    extra.push(counted.span);
  }
  const attack = /\bthe happening\b/.test(text) ? peak(planned) : undefined;
  if (attack !== undefined) {
    text = text.replace("the happening", `the attack of ${attack.words}`);
    extra.push(attack.span);
  }
  if (oneOfMany.test(text)) {
    const many = manyBefore(lack);
    if (many === undefined) return undefined;
    text = text.replace(oneOfMany, `$1 one of ${many.words}`);
    extra.push(many.span);
  }
  take(nameVictim(text, lack, planned));
  take(nameThings(text, planned));
  if (loose.test(text)) take(nameReferences(text, lack));
  if (loose.test(text) || text.includes("the happening")) return undefined;
  return { text, extra };
};

const topics: readonly NameMention["type"][] = [
  "malware",
  "campaign",
  "intrusion_set",
  "product",
  "vendor",
  "organisation",
  "vulnerability_name",
];
const topical = isNameOf(...topics);
const topicalTypes: ReadonlySet<string> = new Set(topics);

/** The name that stands in the titles of the story's articles, and in most of its sentences. */
const titleName = (planned: PlannedStory, silent: string | undefined): Named | undefined => {
  const inTitle = (name: string): boolean => planned.trusted.some((article) => article.title.includes(name));
  return mostNamed(
    planned.claims,
    (mention): mention is NameMention => topical(mention) && mention.surface !== silent && inTitle(mention.surface),
  );
};

/** No list knows every product: a capitalised word of a title that every trusted article uses. */
const commonName = (planned: PlannedStory, silent: string | undefined): Named | undefined => {
  if (planned.trusted.length < 2) return undefined;
  const known = new Set(
    planned.claims.flatMap((claim) =>
      claim.mentions.flatMap((mention) =>
        mention.kind === "name" && !topicalTypes.has(mention.type) ? mention.surface.split(" ") : [],
      ),
    ),
  );
  const words = new Set(planned.trusted.flatMap((article) => article.title.match(/\p{Lu}[\p{L}\d-]{3,24}/gu) ?? []));
  const inside = (text: string, word: string): boolean => new RegExp(`[\\p{Ll},] ${word}\\b`, "u").test(text);
  for (const word of words) {
    if (word === silent || known.has(word) || !planned.trusted.every((article) => article.text.includes(word)))
      continue;
    // A word that merely opens sentences also stands in lower case somewhere.
    const isName =
      planned.trusted.some((article) => inside(article.text, word)) ||
      planned.trusted.every((article) => !article.text.includes(word.toLowerCase()));
    if (!isName) continue;
    const span = planned.claims.find((claim) => claim.evidence.quote.includes(word))?.evidence;
    if (span !== undefined) return { name: word, span };
  }
  return undefined;
};

/** A name without a list behind it is trusted where the question asks for a number or a name. */
const countsOrNames = /^(?:how (?:many|much)|the (?:number|identity)|which|what)\b/i;

/** The thing a question is about, when the question itself names nothing: "On Ferrule, what was taken …". */
export const topicOf = (
  planned: PlannedStory,
  settled: string,
  thing: Named | undefined,
  /** Who does not say is not what it is about. */
  silent: string | undefined,
): Named | undefined => {
  if (isNamed(settled)) return undefined;
  const other = thing ?? titleName(planned, silent);
  return other ?? (countsOrNames.test(settled) ? commonName(planned, silent) : undefined);
};

export const standsAlone = isNamed;
