/**
 * The house as data: which rooms there are, in what order work passes through them, and who may import whom.
 *
 * Read by `.dependency-cruiser.mjs` (import rules), by `test/house.test.ts` (planted violations), by
 * `scripts/draw-architecture.mjs` (ARCHITECTURE.md) and by knip. Change the house here, and nowhere else.
 */

/** Any room may import these; they import no room. */
export const ground = ["terms", "kit"];

/** Rooms in the order of the flow. A room that is only planned has no folder yet. */
export const flow = [
  { room: "intel/collect", takes: "Source", gives: "RawDocument", built: true },
  { room: "intel/read", takes: "RawDocument", gives: "Feed, Article", built: true },
  { room: "intel/extract", takes: "Article", gives: "Mention, Claim", built: true },
  { room: "intel/corroborate", takes: "Article, Claim", gives: "Story, Contradiction", built: true },
  { room: "intel/tabulate", takes: "official lists", gives: "ReferenceTable", built: true },
  { room: "intel/track", takes: "Story", gives: "Dossier", built: false },
  { room: "intel/assess", takes: "Story, Organisation", gives: "Assessment", built: true },
  { room: "defend/observe", takes: "log bytes", gives: "Event", built: true },
  { room: "defend/detect", takes: "Event, Rule", gives: "Match, Alert", built: true },
  { room: "defend/hunt", takes: "Event, Rule, Indicator", gives: "Match, Alert, Sighting", built: true },
  { room: "defend/posture", takes: "Organisation, Story", gives: "Exposure, Coverage", built: false },
  { room: "defend/respond", takes: "Alert, Sighting", gives: "Incident", built: false },
  { room: "desk/check", takes: "Sentence, passages", gives: "Verdict", built: true },
  { room: "desk/brief", takes: "Assessment, Claim", gives: "CitedBriefing", built: true },
  { room: "desk/review", takes: "CitedBriefing, people", gives: "ApprovedBriefing", built: true },
  { room: "desk/publish", takes: "CitedBriefing", gives: "Markdown, HTML, text, JSON, feeds", built: true },
  { room: "desk/share", takes: "approved work, TLP", gives: "STIX, MISP", built: false },
];

/** Rooms at the edge: `store` keeps, `outside` touches the world, `pipeline` hands on, `doors` open to people. */
export const edge = [
  { room: "store", built: true },
  { room: "outside", built: true },
  { room: "pipeline", built: true },
  { room: "doors", built: true },
];

const rooms = flow.map((entry) => entry.room);

/** What a room may import beyond the ground. A new line here needs a decision note. */
export const mayAlso = {
  terms: ["kit"],
  "defend/hunt": ["defend/detect"],
  pipeline: [...rooms, "store", "outside"],
  doors: ["pipeline", "store", "outside"],
};
