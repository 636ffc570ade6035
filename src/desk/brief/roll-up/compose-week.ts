/**
 * The week's roll-up: what the approved editions of a week say now, story by story. Each sentence stands in one of them
 * word for word with the passages it cites; what the roll-up says of its own (what was told when, what was corrected)
 * are notes about the desk's editions, never about the world. Gates and score card are computed for it anew.
 */
import type { Edition, EditionCitation, EditionSentence, SectionId } from "#terms/edition.ts";
import { sectionIds } from "#terms/edition.ts";
import { knownTlp, narrowestTlp } from "#terms/tlp.ts";
import { citedIn } from "../revise-edition.ts";
import { notYetApproved } from "../sections/closing.ts";
import { longDay } from "../tell/print-date.ts";
import { type ArrangeStories, gatherStories, latestIn, type WeekEdition, type WeekStory } from "./week-stories.ts";

/** Stories told in full; the others have a sentence each. */
const inFull = 6;
const inSummary = 3;
const judged = 2;
const mostGaps = 10;

type Sections = Edition["sections"];

const dayOf = ({ edition }: WeekEdition): string => longDay(edition.edition.date, true, false);
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** One text an address: that of the newest edition which holds it. */
const gatherArticles = (editions: readonly WeekEdition[]): ReadonlyMap<string, Edition["articles"][number]> => {
  const byUrl = new Map<string, Edition["articles"][number]>();
  for (const { edition } of editions)
    for (const article of edition.articles) if (!byUrl.has(article.url)) byUrl.set(article.url, article);
  return byUrl;
};

/** The passage in the text that the roll-up holds; nothing when the page no longer holds its words. */
const anchor = (
  citation: EditionCitation,
  articles: ReadonlyMap<string, { readonly text: string }>,
): EditionCitation | undefined => {
  const text = articles.get(citation.articleUrl)?.text ?? "";
  if (text.slice(citation.start, citation.end) === citation.quote) return citation;
  const start = text.indexOf(citation.quote);
  return start < 0 ? undefined : { ...citation, start, end: start + citation.quote.length };
};

interface Copier {
  /** The sentences as the roll-up's own; one whose words can no longer be shown is left out. */
  readonly copy: (sentences: readonly EditionSentence[], storyId?: string, group?: string) => EditionSentence[];
  readonly note: (text: string) => EditionSentence;
  /** Ids of sentences in their own edition, and what they are here. */
  readonly ids: ReadonlyMap<EditionSentence, string>;
}

const openCopier = (articles: ReturnType<typeof gatherArticles>): Copier => {
  const ids = new Map<EditionSentence, string>();
  let count = 0;
  const next = (): string => {
    count += 1;
    return `w${count}`;
  };
  return {
    ids,
    note: (text) => ({ id: next(), text, kind: "note", citations: [] }),
    copy: (sentences, storyId, group) =>
      sentences.flatMap((sentence) => {
        if (ids.has(sentence)) return [];
        const citations = sentence.citations.map((citation) => anchor(citation, articles));
        if (citations.some((citation) => citation === undefined)) return [];
        const { storyId: _own, group: ownGroup, composed: _composed, ...rest } = sentence;
        const id = next();
        ids.set(sentence, id);
        const heading = ownGroup ?? group;
        return [
          {
            ...rest,
            id,
            citations: citations.flatMap((citation) => citation ?? []),
            ...(storyId === undefined ? {} : { storyId }),
            ...(heading === undefined ? {} : { group: heading }),
          },
        ];
      }),
  };
};

const summarise = (stories: readonly WeekStory[], { copy }: Copier): EditionSentence[] =>
  stories.slice(0, inSummary).flatMap((story) => {
    const said = latestIn(story, "summary").length > 0 ? latestIn(story, "summary") : latestIn(story, "happened");
    return copy(said.filter(({ kind }) => kind === "fact").slice(0, 1), story.id);
  });

const whenTold = ({ tellings, latest }: WeekStory): string => {
  const [first, last] = [dayOf(tellings.at(-1)?.of ?? latest.of), dayOf(latest.of)];
  const times = new Set(tellings.map(({ of }) => of.id)).size;
  return first === last
    ? `Told in ${times} editions of ${last}`
    : `First told on ${first}, last on ${last}, in ${times} editions`;
};

/** Which stories went on, and what the week corrected: about the desk's own editions, so no passage shows it. */
const sayChanges = (stories: readonly WeekStory[], editions: readonly WeekEdition[], { note }: Copier) => {
  const goingOn = stories.filter(({ tellings }) => new Set(tellings.map(({ of }) => of.id)).size > 1);
  const once = stories.length - goingOn.length;
  const corrected = editions.flatMap(({ edition }) =>
    edition.edition.corrects === undefined
      ? []
      : [note(`Corrected this week: ${edition.edition.corrects.title}. Why: ${edition.edition.corrects.reason}`)],
  );
  return [
    note(
      `Over the week: ${counted(stories.length, "story", "stories")} in ${counted(editions.length, "edition", "editions")}; ${goingOn.length} went on, ${once} ${once === 1 ? "was" : "were"} told in one edition.`,
    ),
    // Titles stand without quotation marks: what stands in them is checked against passages.
    ...goingOn
      .slice(0, inFull)
      .map((story) => note(`${whenTold(story)}: ${story.latest.story.title.replace(/[“”]/g, "")}.`)),
    ...(corrected.length === 0 ? [note("Corrected this week: nothing.")] : corrected),
  ];
};

/** Each role's newest card. */
const cardsOf = (editions: readonly WeekEdition[], { copy }: Copier): EditionSentence[] => {
  const served = new Set<string>();
  return editions.flatMap(({ edition }) => {
    const cards = edition.sections.find(({ id }) => id === "for_you")?.sentences ?? [];
    const roles = [...new Set(cards.flatMap(({ role }) => role ?? []))].filter((role) => !served.has(role));
    for (const role of roles) served.add(role);
    return copy(cards.filter(({ role }) => role !== undefined && roles.includes(role)));
  });
};

/** The newest edition's list, and roles that only an older one names. */
const namesOf = (editions: readonly WeekEdition[], roles: ReadonlySet<string>, { copy }: Copier): EditionSentence[] => {
  const named = new Set<string>();
  return editions.flatMap(({ edition }, at) => {
    const who = edition.sections.find(({ id }) => id === "who")?.sentences ?? [];
    const fresh = who.filter(({ role }) => (role === undefined ? at === 0 : roles.has(role) && !named.has(role)));
    for (const { role } of fresh) if (role !== undefined) named.add(role);
    return copy(fresh);
  });
};

/** A gap of an older telling may be closed by now: only those of the latest count. */
const stillOpen = (stories: readonly WeekStory[], { copy }: Copier): EditionSentence[] => {
  const all = stories.flatMap((story) => copy(latestIn(story, "not_known"), story.id));
  const gaps = all.filter(({ kind }) => kind === "gap").slice(0, mostGaps);
  return [...gaps, ...all.filter(({ kind }) => kind !== "gap").slice(0, mostGaps)];
};

const othersOf = (stories: readonly WeekStory[], { copy }: Copier): EditionSentence[] =>
  stories.slice(inFull).flatMap((story) => {
    const said = [...latestIn(story, "quick_hits"), ...latestIn(story, "happened")];
    return copy(
      said.filter(({ kind, part }) => kind === "fact" && part === undefined).slice(0, 1),
      story.id,
      "Also this week",
    );
  });

const sectionsOf = (stories: readonly WeekStory[], editions: readonly WeekEdition[], copier: Copier): Sections => {
  const { copy, note } = copier;
  const full = stories.slice(0, inFull);
  const each = (section: SectionId, of: readonly WeekStory[]): EditionSentence[] =>
    of.flatMap((story) =>
      copy(latestIn(story, section), story.id, section === "happened" ? story.latest.story.title : undefined),
    );
  const summary = summarise(stories, copier);
  const happened = full.flatMap((story) => {
    const told = latestIn(story, "happened");
    const said = told.length > 0 ? told : latestIn(story, "quick_hits").filter(({ part }) => part === undefined);
    return copy(said, story.id, story.latest.story.title);
  });
  const cards = cardsOf(editions, copier);
  const by: Record<SectionId, EditionSentence[]> = {
    summary,
    who: namesOf(editions, new Set(cards.flatMap(({ role }) => role ?? [])), copier),
    happened,
    why_now: [
      ...sayChanges(stories, editions, copier),
      ...each("why_now", full.slice(0, 1)).filter(({ kind }) => kind === "fact"),
    ],
    so_what: each("so_what", full.slice(0, judged)),
    for_you: cards,
    quick_hits: othersOf(stories, copier),
    not_known: stillOpen(stories, copier),
    sources: [],
    more: editions.map((edition) => ({
      ...note(`${dayOf(edition)}: “${edition.edition.edition.title}”.`),
      kind: "link" as const,
    })),
    footer: [
      note(
        `Roll-up of ${counted(editions.length, "approved edition", "approved editions")}: each sentence stands in one of them word for word, with the passages it cites there.`,
      ),
      ...notYetApproved.map((text) => note(text)),
    ],
  };
  if (by.quick_hits.length === 0) by.quick_hits = [note("No other story was told this week.")];
  return sectionIds.map((id) => ({ id, sentences: by[id] }));
};

const contradictionsOf = (stories: readonly WeekStory[], { ids }: Copier): Edition["contradictions"] =>
  stories.flatMap(({ id, latest }) => {
    const { edition } = latest.of;
    const said = edition.sections.flatMap(({ sentences }) => sentences);
    return edition.contradictions.flatMap(({ sentenceId, ...entry }) => {
      const sentence = said.find((each) => each.id === sentenceId);
      const here = sentence === undefined ? undefined : ids.get(sentence);
      return entry.storyId !== latest.story.id || here === undefined
        ? []
        : [{ ...entry, storyId: id, sentenceId: here }];
    });
  });

/**
 * @param editions approved, newest first; none that a later one put right
 * @param arrange stories, each by the addresses of its articles, as people want them; default: as they are
 * @returns nothing when they tell of no story; gates and score are still to be computed
 */
export const composeWeek = (
  editions: readonly WeekEdition[],
  asOf: string,
  arrange?: ArrangeStories,
): Edition | undefined => {
  const stories = gatherStories(editions, arrange);
  const lead = stories[0]?.latest.of.edition ?? editions[0]?.edition;
  if (lead === undefined || stories.length === 0) return undefined;
  const articles = gatherArticles(editions);
  const copier = openCopier(articles);
  const sections = sectionsOf(stories, editions, copier);
  const title = (lead.edition.titleCitations ?? []).flatMap((citation) => anchor(citation, articles) ?? []);
  const contradictions = contradictionsOf(stories, copier);
  // The page, its headline, and the sides of its contradictions, whose words are shown too.
  const sides = contradictions.flatMap(({ values }) => values.flatMap(({ citations }) => citations ?? []));
  const used = new Set([...citedIn(sections), ...[...title, ...sides].map(({ articleUrl }) => articleUrl)]);
  const sources = new Map<string, Edition["sources"][number]>();
  for (const { edition } of editions)
    for (const { number: _number, ...source } of edition.sources)
      if (used.has(source.url) && !sources.has(source.url)) sources.set(source.url, { ...source, cited: false });
  return {
    edition: {
      date: asOf.slice(0, 10),
      asOf,
      title: lead.edition.title,
      tlp: narrowestTlp(editions.map((each) => knownTlp(each.edition.edition.tlp))),
      kind: "weekly",
      titleCitations: title,
    },
    sections,
    stories: stories.map(({ id, latest, tellings }, at) => ({
      ...latest.story,
      id,
      rank: at + 1,
      articleUrls: [...new Set(tellings.flatMap(({ story }) => story.articleUrls))].sort(),
    })),
    contradictions,
    sources: [...sources.values()],
    articles: [...articles.values()].filter(({ url }) => used.has(url)),
    gates: [],
    // What is known of the lead story (origins, primary source) is as that edition found it; the rest is computed anew.
    scoreCard: lead.scoreCard,
  };
};
