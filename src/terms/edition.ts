/**
 * The JSON form of an edition: a public contract. Fields may be added; none is renamed or removed.
 *
 * `start` and `end` count UTF-16 code units into `articles[].text`, which is the body without title and dek.
 * `articleUrl` is canonical (tracking query removed). Holds: `text.slice(start, end) === quote`.
 */
import { z } from "zod";
import { editionKinds } from "./edition-kind.ts";
import { techniqueBases } from "./technique.ts";
import { tlpLabels } from "./tlp.ts";

export const sectionIds = [
  "summary",
  "who",
  "happened",
  "why_now",
  "so_what",
  "for_you",
  "quick_hits",
  "not_known",
  "sources",
  "more",
  "footer",
] as const;
export type SectionId = (typeof sectionIds)[number];

export const sectionTitles: Readonly<Record<SectionId, string>> = {
  summary: "Summary",
  who: "Who should care",
  happened: "What happened",
  why_now: "Why now",
  so_what: "So what (our assessment)",
  for_you: "What this means for you",
  quick_hits: "Quick hits",
  not_known: "Not known yet",
  sources: "Sources",
  more: "More from this desk",
  footer: "About this edition",
};

/** The headline is decided, checked and corrected like a sentence of the summary. Its id among sentences. */
export const titleId = "title";

/** What the desk says of the edition itself: nothing in them is checked, decided or corrected by sentence. */
export const closingSections: ReadonlySet<string> = new Set<SectionId>(["sources", "more", "footer"]);

/** Lines of the footer that an approval and a correction write anew begin so. */
export const reviewedBy = "Reviewed by: ";
export const correctionsAre = "Corrections: ";

export const sentenceKinds = ["fact", "assessment", "gap", "action", "link", "note"] as const;

export const citationSchema = z.object({
  articleUrl: z.string(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  quote: z.string().min(1).max(600),
});

/** A technique of ATT&CK that a story shows. A suggested one is read out of the words and no statement of fact. */
export const storyTechniqueSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Short names of its tactics: `initial-access`. */
  tactics: z.array(z.string()),
  basis: z.enum(techniqueBases),
  /** Share of like readings that annotators of reports agreed with. */
  confidence: z.number(),
  /** Other techniques of the same name: the name does not say which. */
  alsoOwnedBy: z.array(z.string()).optional(),
  /** The words it rests on (`quote`), and the sentence they stand in. */
  evidence: z.array(citationSchema.extend({ sentence: z.string(), sentenceStart: z.int().nonnegative() })),
});

export const sentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(sentenceKinds),
  storyId: z.string().optional(),
  role: z.string().optional(),
  /** Groups sentences under a run-in heading ("SolarWinds Web Help Desk", "Gaps", "Where sources disagree"). */
  group: z.string().optional(),
  /** What the line is inside its card: why it concerns the role, what to do, who, by when, done when. */
  part: z.enum(["why", "do", "owner", "by", "done_when"]).optional(),
  citations: z.array(citationSchema),
  /** What the check compared, shown beside the passage. */
  verdict: z.string().optional(),
  /** The desk's own sentence, where a model has reworded it. */
  composed: z.string().optional(),
  checked: z.array(z.string()).optional(),
  /** Written by a person of the desk, not composed. */
  own: z.boolean().optional(),
});

const actorSchema = z.object({ name: z.string(), at: z.string() });

export const editionSchema = z.object({
  edition: z.object({
    date: z.string(),
    asOf: z.string(),
    title: z.string(),
    tlp: z.string(),
    /** Absent: a daily one. */
    kind: z.enum(editionKinds).optional(),
    /** For whom it is, where that is not everyone: the sectors are of the STIX vocabulary `industry-sector-ov`. */
    audience: z.object({ name: z.string(), title: z.string(), sectors: z.array(z.string()) }).optional(),
    /** SHA-256 of the text that a person would approve. */
    textHash: z.string().optional(),
    titleCitations: z.array(citationSchema).optional(),
    /** Who answers for this text, of which `textHash` is the hash; absent while nobody does. */
    approval: z.object({ by: z.array(actorSchema) }).optional(),
    /** Gates that failed and were overridden: by whom and why. */
    overrides: z
      .array(actorSchema.extend({ gate: z.string(), reason: z.string(), sentenceIds: z.array(z.string()) }))
      .optional(),
    /** The edition on record that this one corrects, by its id. */
    corrects: z.object({ editionId: z.string(), asOf: z.string(), title: z.string(), reason: z.string() }).optional(),
  }),
  sections: z.array(z.object({ id: z.enum(sectionIds), sentences: z.array(sentenceSchema) })),
  stories: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      rank: z.int(),
      articleUrls: z.array(z.string()),
      excluded: z.boolean(),
      reason: z.string().optional(),
      weight: z.number().optional(),
      weightReasons: z
        .array(
          z.object({
            factor: z.string(),
            points: z.number(),
            /** The usual points, where the desk lets the factor count more or less. */
            base: z.number().optional(),
            because: z.string(),
          }),
        )
        .optional(),
      mergedBecause: z.array(z.string()).optional(),
      origins: z.array(z.object({ name: z.string(), articleUrls: z.array(z.string()) })).optional(),
      firstReportedBy: z.string().optional(),
      confidence: z.string().optional(),
      relevance: z.array(z.object({ path: z.string(), value: z.string(), because: z.string() })).optional(),
      techniques: z.array(storyTechniqueSchema).optional(),
    }),
  ),
  contradictions: z.array(
    z.object({
      storyId: z.string(),
      about: z.string(),
      values: z.array(
        z.object({
          value: z.string(),
          articleUrls: z.array(z.string()),
          citations: z.array(citationSchema).optional(),
        }),
      ),
      uses: z.object({ value: z.string(), reason: z.string() }).optional(),
      sentenceId: z.string().optional(),
    }),
  ),
  sources: z.array(
    z.object({
      url: z.string(),
      outlet: z.string(),
      title: z.string(),
      publishedAt: z.string().nullable(),
      language: z.string(),
      reliability: z.string(),
      credibility: z.int(),
      cited: z.boolean(),
      /** Number by which the edition cites it; absent when not cited. */
      number: z.int().optional(),
      note: z.string().optional(),
      reliabilityReasons: z.array(z.object({ factor: z.string(), points: z.number(), because: z.string() })).optional(),
      credibilityBecause: z.string().optional(),
      retrievedAt: z.string().optional(),
      changedAt: z.string().optional(),
    }),
  ),
  articles: z.array(
    z.object({
      url: z.string(),
      text: z.string(),
      title: z.string(),
      publishedAt: z.string().nullable(),
      language: z.string().optional(),
      outlet: z.string().optional(),
      dek: z.string().optional(),
      /** Label of its source; what it says of itself stands in its text. */
      tlp: z.enum(tlpLabels).optional(),
      sha256: z.string().optional(),
      retrievedAt: z.string().optional(),
      hiddenText: z.array(z.string()).optional(),
    }),
  ),
  gates: z.array(
    z.object({
      id: z.string(),
      passed: z.boolean(),
      name: z.string().optional(),
      faults: z.array(z.object({ sentenceId: z.string().optional(), message: z.string() })),
    }),
  ),
  scoreCard: z.object({
    total: z.number(),
    of: z.number(),
    lines: z.array(
      z.object({
        measure: z.string(),
        points: z.number(),
        of: z.number(),
        value: z.string(),
        sentenceIds: z.array(z.string()).optional(),
      }),
    ),
  }),
  /** What the lists of authorities hold of the day's CVEs, where the operator keeps such lists. */
  vulnerabilities: z
    .array(
      z.object({
        id: z.string(),
        exploited: z
          .object({ added: z.string(), due: z.string().optional(), ransomware: z.boolean(), catalogue: z.string() })
          .optional(),
        epss: z.object({ score: z.number(), percentile: z.number(), date: z.string() }).optional(),
        cvss: z.object({ version: z.string(), score: z.number(), updated: z.string() }).optional(),
        rejected: z.object({ updated: z.string() }).optional(),
      }),
    )
    .optional(),
  /** What came in, what was lost at which step and why. */
  record: z
    .object({
      read: z.int(),
      feeds: z.int(),
      foldedDuplicates: z.int(),
      unphrased: z.record(z.string(), z.int()),
      losses: z.array(z.object({ step: z.string(), item: z.string(), reason: z.string(), detail: z.string() })),
    })
    .optional(),
});

export type Edition = z.infer<typeof editionSchema>;
export type EditionSentence = z.infer<typeof sentenceSchema>;
export type EditionTechnique = z.infer<typeof storyTechniqueSchema>;
export type EditionCitation = z.infer<typeof citationSchema>;
