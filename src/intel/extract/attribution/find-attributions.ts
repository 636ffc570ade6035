/**
 * Attributions of one sentence: who or what is tied to whom, by which relation, how surely, and who says so.
 *
 * Subject and object are names where names are known, else the noun phrase as written. Certainty comes from the clause
 * that holds the relation. Nothing is guessed: no capitalised object, no attribution. Spans are places in `text`.
 */
import type { Mention, NameMention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";
import { surenessOf } from "./certainty.ts";
import { type AttributionSpeaker, findSpeaker } from "./find-speaker.ts";
import { activeWords, behind, type Relation, relationWords } from "./relations.ts";

export interface AttributionSlot extends Span {
  readonly surface: string;
}

export interface ActorAttribution {
  readonly subject: AttributionSlot;
  readonly object: AttributionSlot;
  readonly relation: Relation;
  readonly certainty: "stated" | "high" | "moderate" | "low";
  readonly hedge?: AttributionSlot;
  /** Who says so; absent when the article does. */
  readonly speaker?: AttributionSlot & { readonly kind: AttributionSpeaker["kind"] };
}

interface Scene {
  readonly text: string;
  readonly sentence: Span;
  readonly names: readonly NameMention[];
  readonly speaker: AttributionSpeaker | undefined;
}

const threat = new Set<NameMention["type"]>(["intrusion_set", "malware", "campaign", "tool"]);
/** A slot without the article before it. */
const slot = (text: string, from: number, end: number): AttributionSlot => {
  const lead =
    /^(?:(?:In|On|Since|During|By|At) [^,]{2,40}? (?=(?:the|an?|this|these) ))?(?:(?:the|an?|its|their) (?=\S))?/i.exec(
      text.slice(from, end),
    );
  const start = from + (lead?.[0].length ?? 0);
  return { start, end, surface: text.slice(start, end) };
};

const nounPhrase =
  /(?:the |a |an |its |their )?((?:[\p{Lu}][\p{L}\p{N}’'&.-]*|\p{Ll}+(?= (?:of )?(?:the )?\p{Lu}))(?: (?:\p{Lu}[\p{L}\p{N}’'&.-]*|\([^)\n]{1,40}\)|of|for|and|the|\d{1,6}|government|governments|interests|state|intelligence|military|regime|services?|units?|group|actors?)){0,14})/uy;

const trimPhrase = (phrase: string): string => phrase.replace(/(?: (?:of|for|and|the|which|that)|[,.’'-])+$/u, "");

const conjunction = /^(?:,? and |,? or |, )(?:the )?$/;

/** A name and those that follow it in a list. */
const namesInRow = (scene: Scene, named: readonly NameMention[], first: NameMention): AttributionSlot[] => {
  const row = [slot(scene.text, first.start, first.end)];
  let end = first.end;
  for (const name of named.filter((one) => one.start >= first.end && threat.has(one.type))) {
    if (!conjunction.test(scene.text.slice(end, name.start))) break;
    row.push(slot(scene.text, name.start, name.end));
    end = name.end;
  }
  return row;
};

/** The objects that begin at `at`: names in a row, or one noun phrase. */
const objectsAt = (scene: Scene, at: number): AttributionSlot[] => {
  const { text, sentence } = scene;
  nounPhrase.lastIndex = at;
  const match = nounPhrase.exec(text);
  const article = /^(?:the |a |an |its |their )/.exec(text.slice(at, at + 6));
  const from = at + (article?.[0].length ?? 0);
  const named = scene.names.filter((one) => one.start >= at && one.end <= sentence.end);
  const first = named.find((one) => one.start - at < 48 && !/[.;]|, /.test(text.slice(at, one.start)));
  const phrase = match && match[0].length > 0 ? slot(text, from, from + trimPhrase(match[1] ?? "").length) : undefined;
  if (first && threat.has(first.type) && first.start === phrase?.start) return namesInRow(scene, named, first);
  // A phrase that holds the name says more of it: "Russia's Federal Security Service (FSB)".
  const lead =
    phrase &&
    phrase.end <= sentence.end &&
    /\p{Lu}/u.test(phrase.surface) &&
    (!first || (phrase.start <= first.start && phrase.end >= first.start))
      ? phrase
      : first
        ? slot(text, first.start, first.end)
        : undefined;
  if (!lead) return [];
  return [lead];
};

const clauseBreak =
  /[;:]|,? (?:but|while|whereas|although|though) |, and (?=(?:it |has |have |is |are |was |were |believed|suspected))| – | — |, which |, also /g;

/** The clause of the sentence around a place, so that a hedge counts only where it belongs. */
const clauseAround = (scene: Scene, at: number, end: number): Span => {
  const { text, sentence } = scene;
  let start = sentence.start;
  let stop = sentence.end;
  for (const match of text.slice(sentence.start, sentence.end).matchAll(clauseBreak)) {
    const from = sentence.start + match.index;
    if (from + match[0].length <= at) start = from + match[0].length;
    else if (from >= end && stop === sentence.end) stop = from;
  }
  return { start, end: stop };
};

const phraseBefore =
  /(?:^|, |that |confirm(?:ed|s)? |whether |how )((?:(?:[Tt]he|[Tt]his|[Tt]hese|[Ii]ts|[Mm]embers of|[Aa]n?|[Oo]ne|[Tt]heir) )?[\p{L}\p{N}’'[\]. -]{2,70}?)(?= (?:is|are|was|were|has|have|had|may|might|could|can|appears?|seems?|overlaps?|overlapped|works?|operates?|shares?|previously|also|likely|specifically)\b)/gu;

/** The noun phrase that is the clause's subject: the last one before a verb that begins no later than `at`. */
const looseSubject = (text: string, from: number, at: number): AttributionSlot | undefined => {
  const words = text.slice(from, at + 1);
  let last: AttributionSlot | undefined;
  for (const match of words.matchAll(phraseBefore)) {
    const phrase = (match[1] ?? "").replace(
      /^(?:Additionally|However|Likewise|Specifically|Moreover|Meanwhile|Notably|Recently|Also|Finally|Thus|Hence),? /,
      "",
    );
    const start = from + match.index + match[0].length - phrase.length;
    if (!/^(?:we|it|they|there|this|that|who|which)$/i.test(phrase)) last = slot(text, start, start + phrase.length);
  }
  return last;
};

const subjectBefore = (
  scene: Scene,
  clause: Span,
  at: number,
  taken: readonly AttributionSlot[],
): AttributionSlot | undefined => {
  const { text, sentence } = scene;
  const free = scene.names.filter(
    (one) =>
      one.end <= at &&
      (threat.has(one.type) || one.type === "organisation") &&
      !taken.some((other) => other.start === one.start),
  );
  const inClause = free.filter((one) => one.start >= clause.start);
  const [named] = inClause.length > 0 ? inClause : [...free].reverse();
  if (named) return slot(text, named.start, named.end);
  return looseSubject(text, clause.start, at) ?? looseSubject(text, sentence.start, at);
};

const refused = /\b(?:not|never|no|without|cannot|unable to|difficult|hard to|separate)\b[^.;]{0,40}$/iu;

const build = (scene: Scene, at: number, end: number, relation: Relation): ActorAttribution[] => {
  const { text } = scene;
  const clause = clauseAround(scene, at, end);
  if (refused.test(text.slice(clause.start, at))) return [];
  const objects = objectsAt(scene, end);
  const subject = subjectBefore(scene, clause, at, objects);
  if (!subject) return [];
  return objects.map((object) => make(scene, clause, subject, object, relation));
};

const make = (
  scene: Scene,
  clause: Span,
  subject: AttributionSlot,
  object: AttributionSlot,
  relation: Relation,
): ActorAttribution => {
  const { text, speaker, sentence } = scene;
  const sure = surenessOf(text.slice(clause.start, clause.end));
  const hedge =
    sure.start === undefined || sure.end === undefined
      ? {}
      : { hedge: slot(text, clause.start + sure.start, clause.start + sure.end) };
  const who = speaker
    ? { speaker: { ...slot(text, sentence.start + speaker.start, sentence.start + speaker.end), kind: speaker.kind } }
    : {};
  const kin =
    relation === "linked-to" && isActor(scene, subject) && isActor(scene, object) && sure.certainty === "stated";
  return { subject, object, relation: kin ? "overlap" : relation, certainty: sure.certainty, ...hedge, ...who };
};

const isActor = (scene: Scene, one: AttributionSlot): boolean =>
  scene.names.some((name) => name.type === "intrusion_set" && name.start >= one.start && name.end <= one.end);

const actorNoun =
  /[- ](?:(?:state|government|military)[- ])?(?:sponsored|backed|affiliated|aligned|nexus|linked|based|speaking)?[- ]?(?:[\p{L}-]+ ){0,3}?(?:group|groups|actor|actors|hackers|operation|team|crew|apt|gang|adversary|cluster)(?![\p{L}])/iuy;

/** "APT33 is a suspected Iranian threat group", "Chinese state-sponsored cyber actors": the adjective names the master. */
const byAdjective = (scene: Scene): ActorAttribution[] => {
  const { text, sentence } = scene;
  return scene.names.flatMap((name): ActorAttribution[] => {
    if (name.type !== "demonym" && name.type !== "country" && name.type !== "region") return [];
    actorNoun.lastIndex = name.end;
    const match = actorNoun.exec(text);
    if (!match || name.end + match[0].length > sentence.end || /speaking|based/.test(match[0])) return [];
    const clause = clauseAround(scene, name.start, name.end + match[0].length);
    const copula = /(?:\bis|\bare|\bwas|\bas|,) (?:an? |the )?(?:[\p{L}-]+ ){0,4}$/iu.test(
      text.slice(clause.start, name.start),
    );
    const sponsored = /sponsored|backed|affiliated|aligned|nexus|linked/i.test(match[0]);
    if (!copula && !sponsored) return [];
    const named = scene.names.filter((one) => threat.has(one.type) && one.end <= name.start).at(-1);
    const noun = slot(text, name.end + 1, name.end + match[0].length);
    const subject = named ? slot(text, named.start, named.end) : noun;
    const relation: Relation = name.type === "region" ? "located-in" : "sponsored-by";
    return [make(scene, clause, subject, slot(text, name.start, name.end), relation)];
  });
};

const byBehind = (scene: Scene): ActorAttribution[] => {
  const { text, sentence } = scene;
  const found: ActorAttribution[] = [];
  for (const match of text.slice(sentence.start, sentence.end).matchAll(behind)) {
    const at = sentence.start + match.index;
    const doer = scene.names
      .filter((one) => one.end <= at && (one.type === "intrusion_set" || one.type === "country"))
      .at(-1);
    const deed = objectsAt(scene, at + match[0].length).at(0) ?? looseObject(text, at + match[0].length, sentence.end);
    if (!doer || !deed) continue;
    found.push(
      make(
        scene,
        clauseAround(scene, at, at + match[0].length),
        deed,
        slot(text, doer.start, doer.end),
        "responsible-for",
      ),
    );
  }
  return found;
};

/** "X attributes Y to Z", "a report ties Y to Z": what is tied stands between. */
const byActive = (scene: Scene): ActorAttribution[] => {
  const { text, sentence } = scene;
  const found: ActorAttribution[] = [];
  for (const match of text.slice(sentence.start, sentence.end).matchAll(activeWords)) {
    const at = sentence.start + match.index;
    const end = at + match[0].length;
    const tied = match[1] ?? "";
    const start = at + match[0].indexOf(tied);
    const relation: Relation = /^(?:attribut|ascrib|pin)/.test(match[0]) ? "attributed-to" : "linked-to";
    const named = scene.names.find(
      (one) => threat.has(one.type) && one.start >= start && one.end <= start + tied.length,
    );
    const subject = named ? slot(text, named.start, named.end) : slot(text, start, start + tied.length);
    for (const object of objectsAt(scene, end))
      found.push(make(scene, clauseAround(scene, at, end), subject, object, relation));
  }
  return found;
};

const blame = /\b(?:blames?|blamed|accuses?|accused|pins?|pinned) (?:the |an? )?([^.;\n]{2,80}?) on /gu;

const byBlame = (scene: Scene): ActorAttribution[] => {
  const { text, sentence } = scene;
  return [...text.slice(sentence.start, sentence.end).matchAll(blame)].flatMap((match) => {
    const at = sentence.start + match.index;
    const deed = match[1] ?? "";
    const start = at + match[0].indexOf(deed);
    const end = at + match[0].length;
    return objectsAt(scene, end).map((object) =>
      make(scene, clauseAround(scene, at, end), slot(text, start, start + deed.length), object, "attributed-to"),
    );
  });
};

const looseObject = (text: string, at: number, limit: number): AttributionSlot | undefined => {
  const match = /^(?:the |an? )?([\p{L}\p{N}’'-]+(?: [\p{L}\p{N}’'-]+){0,4})/u.exec(
    text.slice(at, Math.min(limit, at + 80)),
  );
  const words = match?.[1];
  if (!match || words === undefined) return undefined;
  const start = at + match[0].length - words.length;
  return slot(text, start, start + words.length);
};

/** Attributions in a sentence of `text`. `mentions` are those of the text, as `annotate` gives them. */
export const findAttributions = (text: string, sentence: Span, mentions: readonly Mention[]): ActorAttribution[] => {
  const names = mentions.filter(
    (one): one is NameMention => one.kind === "name" && one.start >= sentence.start && one.end <= sentence.end,
  );
  const words = text.slice(sentence.start, sentence.end);
  const isThreat = (name: string): boolean =>
    names.some(
      (one) =>
        threat.has(one.type) && (one.surface === name || name.endsWith(one.surface) || name.startsWith(one.surface)),
    );
  const scene: Scene = { text, sentence, names, speaker: findSpeaker(words, isThreat) };
  const found: ActorAttribution[] = [];
  for (const { relation, pattern } of relationWords) {
    for (const match of words.matchAll(pattern)) {
      const at = sentence.start + match.index;
      found.push(...build(scene, at, at + match[0].length, relation));
    }
  }
  found.push(...byActive(scene), ...byBlame(scene), ...byAdjective(scene), ...byBehind(scene));
  const seen = new Set<string>();
  return found
    .filter((one) => {
      const key = `${one.subject.start} ${one.object.start}`;
      const overlap = one.subject.start < one.object.end && one.object.start < one.subject.end;
      if (seen.has(key) || overlap) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.object.start - b.object.start);
};
