/**
 * The flow, in one list: what each step takes, which room computes it, what it gives. `make-edition.ts` runs them in this
 * order; the list is what `ARCHITECTURE.md`, the footer of an edition and a newcomer read.
 */
export const order = [
  {
    step: "collect",
    room: "intel/collect",
    takes: "files, folders, archives, addresses, OPML",
    gives: "raw documents with hash and time",
  },
  { step: "follow", room: "intel/collect", takes: "entries of feeds", gives: "their pages" },
  { step: "read", room: "intel/read", takes: "raw documents", gives: "articles with stable offsets" },
  { step: "extract", room: "intel/extract", takes: "articles", gives: "mentions and claims with evidence" },
  {
    step: "corroborate",
    room: "intel/corroborate",
    takes: "articles, mentions, claims",
    gives: "stories, origins, contradictions",
  },
  { step: "assess", room: "intel/assess", takes: "stories, organisation", gives: "grades, weights, confidence" },
  { step: "brief", room: "desk/brief", takes: "claims, stories, assessments", gives: "a cited briefing, gated" },
  { step: "publish", room: "desk/publish", takes: "a cited briefing", gives: "Markdown, HTML, JSON" },
] as const;
export type StepName = (typeof order)[number]["step"];
