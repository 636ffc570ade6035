/**
 * The main job: what the user names becomes a cited briefing. Loads, calls the rooms in the order of `order.ts`, hands on.
 *
 * Nothing is dropped without a `Loss`; one bad item never stops the day.
 */
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import {
  type BriefInput,
  type CitedBriefing,
  composeBriefing,
  parseRoleRules,
  type RoleRule,
} from "#desk/brief/index.ts";
import { judgeSentence } from "#desk/check/index.ts";
import { extractClaims, shareNames } from "#intel/extract/index.ts";
import { type Article, type ArticleId, labelOf } from "#terms/article.ts";
import type { Audience } from "#terms/audience.ts";
import type { Claim } from "#terms/claim.ts";
import type { Loss } from "#terms/loss.ts";
import type { Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import { isWithin } from "#terms/person.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { EarlierEdition, EditionRecord } from "#terms/record.ts";
import type { TechniqueReading } from "#terms/technique.ts";
import { narrowestTlp } from "#terms/tlp.ts";
import type { DecisionsInForce } from "#terms/triage.ts";
import type { Weights } from "#terms/weights.ts";
import type { OnProgress } from "./progress.ts";
import { annotateArticle, techniquesOf } from "./steps/extract-mentions.ts";
import { findStories, type Weighed, weighStories } from "./steps/find-stories.ts";
import { type Reference, referenceOf } from "./steps/open-reference.ts";
import { type OpenedSources, openClock, openSources } from "./steps/open-sources.ts";
import { profileFor, standBack } from "./steps/serve-audience.ts";
import { type SecondLooker, takeSecondLooks } from "./steps/take-second-look.ts";

export interface EditionOptions {
  readonly inputs: readonly string[];
  /** Articles that are on record already, in place of inputs. */
  readonly gather?: (asOf: string) => Promise<OpenedSources>;
  readonly maps?: readonly { readonly prefix: string; readonly folder: string }[];
  /** RFC 3339: the edition's clock. Default: now. */
  readonly asOf?: string;
  /** Whom it is for. Default: nobody in particular. */
  readonly organisation?: Organisation | undefined;
  /** One of several audiences; absent: the main edition. What people placed in triage they placed for that one. */
  readonly audience?: Audience | undefined;
  /** What counts more or less on this desk. Default: everything as usual. */
  readonly weights?: Weights | undefined;
  /** Reference tables in force. Default: as shipped. */
  readonly reference?: Reference;
  /** A model that may look at the composed edition; its words pass the same gates. Default: none. */
  readonly model?: SecondLooker;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Called with what was collected, before it is read. */
  readonly onDocuments?: (documents: readonly RawDocument[]) => Promise<void>;
  /** Editions on record before this one's clock, newest first. */
  readonly earlier?: (asOf: string) => Promise<readonly EarlierEdition[]>;
  /** What people decided in triage that counts for the edition of this day (`YYYY-MM-DD`). */
  readonly decisions?: (day: string) => Promise<DecisionsInForce>;
}

export interface PreparedEdition extends BriefInput {
  /** The same day without what people decided; absent when they decided nothing. */
  readonly undecided?: Weighed;
}

export interface MadeEdition extends EditionRecord {
  readonly edition: CitedBriefing;
  readonly losses: readonly Loss[];
  /** All that it was composed of. */
  readonly input: PreparedEdition;
}

const rulesPath = new URL("../../data/role-rules.yaml", import.meta.url);

const readRoleRules = async (): Promise<RoleRule[]> => {
  const parsed = parseRoleRules(await readFile(rulesPath, "utf8"));
  if (!parsed.ok)
    throw new Error(
      `data/role-rules.yaml: ${parsed.error.map((fault) => `${fault.path}: ${fault.message}`).join("; ")}`,
    );
  return parsed.value;
};

/** What was published after the edition's clock is not news of this edition. */
const notLater = (articles: readonly Article[], asOf: string): { kept: Article[]; losses: Loss[] } => {
  const kept: Article[] = [];
  const losses: Loss[] = [];
  for (const article of articles) {
    const stated = article.publishedAt ?? article.laterDate;
    if (stated !== undefined && stated > asOf)
      losses.push({
        step: "read",
        item: article.url,
        reason: "later_than_edition",
        detail: `published ${stated}, the edition is as of ${asOf}`,
      });
    else kept.push(article);
  }
  return {
    kept: kept.sort((a, b) => (a.publishedAt ?? "").localeCompare(b.publishedAt ?? "", "en") || (a.id < b.id ? -1 : 1)),
    losses,
  };
};

interface Understood {
  readonly mentions: ReadonlyMap<ArticleId, readonly Mention[]>;
  readonly claims: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly techniques: ReadonlyMap<ArticleId, readonly TechniqueReading[]>;
}

/** Between two articles the process hears its signals: Ctrl-C waits for one article, not for the day. */
const understand = async (
  articles: readonly Article[],
  reference: Reference,
  onProgress: OnProgress,
): Promise<Understood> => {
  const annotated: { id: ArticleId; text: string; mentions: readonly Mention[] }[] = [];
  for (const article of articles) {
    const mentions = annotateArticle(article, reference);
    annotated.push({ id: article.id, text: article.text, mentions });
    onProgress({ step: "extract", done: annotated.length, total: articles.length });
    await setImmediate();
  }
  const mentions = shareNames(annotated);
  const claims = new Map<ArticleId, readonly Claim[]>();
  const techniques = new Map<ArticleId, readonly TechniqueReading[]>();
  for (const article of articles) {
    claims.set(article.id, extractClaims(article, mentions.get(article.id) ?? []));
    techniques.set(article.id, techniquesOf(article, mentions.get(article.id) ?? []));
    await setImmediate();
  }
  return { mentions, claims, techniques };
};

const vulnerabilitiesIn = (mentions: Understood["mentions"]): ReadonlySet<string> =>
  new Set([...mentions.values()].flat().flatMap((mention) => (mention.kind === "vulnerability" ? [mention.id] : [])));

/** Without a model the edition is what it is; with one it is composed again from the same input and what was said of it. */
export const composeEdition = async (
  input: BriefInput,
  model: SecondLooker | undefined,
): Promise<Pick<MadeEdition, "edition" | "losses">> => {
  const edition = composeBriefing(input);
  if (model === undefined) return { edition, losses: [] };
  const { byId, losses } = await takeSecondLooks(edition, model);
  if (byId.size === 0) return { edition, losses };
  return { edition: composeBriefing({ ...input, secondLooks: { model: model.name, byId } }), losses };
};

const gatherArticles = (options: EditionOptions, asOf: string, onProgress: OnProgress): Promise<OpenedSources> =>
  options.gather?.(asOf) ??
  openSources({
    inputs: options.inputs,
    maps: options.maps ?? [],
    asOf,
    onProgress,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onDocuments === undefined ? {} : { onDocuments: options.onDocuments }),
  });

/** All that the edition is composed of, from sources to assessments. */
export const prepareEdition = async (options: EditionOptions): Promise<PreparedEdition> => {
  const onProgress = options.onProgress ?? (() => undefined);
  const reference = options.reference ?? referenceOf({});
  const { annotate } = reference;
  const asOf = openClock(options.asOf).now();
  const { audience, weights } = options;
  const organisation = profileFor(audience, options.organisation);
  const roleRules = await readRoleRules();
  const gathered = await gatherArticles(options, asOf, onProgress);
  const { kept: articles, losses: late } = notLater(gathered.articles, asOf);
  const { mentions, claims, techniques } = await understand(articles, reference, onProgress);
  onProgress({ step: "corroborate", done: 0, total: 1 });
  const decided = (await options.decisions?.(asOf.slice(0, 10))) ?? { decisions: [], days: [] };
  const found = findStories(articles, mentions, decided);
  onProgress({ step: "corroborate", done: 1, total: 1 });
  const context = {
    articles,
    mentions,
    claims,
    asOf,
    overrides: gathered.reliability ?? {},
    ...(organisation === undefined ? {} : { organisation }),
    ...(audience === undefined ? {} : { sectors: audience.sectors }),
    ...(weights === undefined ? {} : { weights }),
  };
  const weighed = weighStories(audience === undefined ? found : { stories: found.stories }, context);
  const placement = audience === undefined ? found.placement : standBack(weighed.assessments);
  const undecided = found.undecided === undefined ? undefined : weighStories({ stories: found.undecided }, context);
  onProgress({ step: "assess", done: 1, total: 1 });
  const losses = [...gathered.losses, ...late];
  const records = reference.vulnerabilities(vulnerabilitiesIn(mentions), asOf);
  const label = narrowestTlp(articles.map(labelOf));
  const earlier = (await options.earlier?.(asOf))?.filter(({ tlp }) => isWithin(tlp, label));
  return {
    asOf,
    articles,
    claims,
    techniques,
    mentions,
    ...weighed,
    ...(audience === undefined ? {} : { audience }),
    ...(placement === undefined ? {} : { placement }),
    ...(undecided === undefined ? {} : { undecided }),
    ...(organisation === undefined ? {} : { organisation }),
    roleRules,
    judge: (sentence, passages) => judgeSentence(sentence, passages, { annotate }),
    losses,
    feedsRead: gathered.feedsRead,
    foldedDuplicates: gathered.repeated + found.duplicates,
    ...(earlier === undefined ? {} : { earlier }),
    ...(records.size === 0 ? {} : { records }),
  };
};

/** The edition of what was prepared. */
export const editionOf = async (
  input: PreparedEdition,
  options: Pick<EditionOptions, "model" | "onProgress">,
): Promise<MadeEdition> => {
  const { edition, losses } = await composeEdition(input, options.model);
  options.onProgress?.({ step: "brief", done: 1, total: 1 });
  const { articles, claims, stories, contradictions, assessments } = input;
  return {
    edition,
    losses: [...input.losses, ...losses],
    articles,
    claims,
    stories,
    contradictions,
    assessments,
    input,
  };
};

export const makeEdition = async (options: EditionOptions): Promise<MadeEdition> =>
  editionOf(await prepareEdition(options), options);
