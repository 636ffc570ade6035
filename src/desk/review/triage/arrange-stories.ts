/**
 * From stories as the pipeline made them and decisions to stories as people want them. Linear in articles and decisions.
 *
 * A decision sticks to the story that holds most of the articles it was made on; of equals, to the one that holds the
 * earliest named. Merges and splits hold wherever their articles are read; lead, supporting and left out hold for their
 * own day. Without a decision every story comes back as it went in.
 */
import type { Decision } from "#terms/triage.ts";
import { isVerdict, standing } from "./hold-decisions.ts";

export interface ArrangedStory {
  /** In the order in which they were given. */
  readonly articleIds: readonly string[];
  /** The article that names it: it stays when others join. */
  readonly head: string;
  /** Places of the given stories that its articles come from, ascending. */
  readonly from: readonly number[];
  /** It is no longer what the pipeline made. */
  readonly changed: boolean;
  /** Lead, supporting or left out. */
  readonly verdict?: Decision;
}

interface Part {
  readonly members: Set<string>;
  head: string;
}

interface Floor {
  readonly places: ReadonlyMap<string, number>;
  readonly groupOf: ReadonlyMap<string, number>;
  readonly parts: Set<Part>;
  readonly partOf: Map<string, Part>;
}

const layOut = (groups: readonly (readonly string[])[]): Floor => {
  const places = new Map<string, number>();
  const groupOf = new Map<string, number>();
  const parts = new Set<Part>();
  const partOf = new Map<string, Part>();
  for (const [group, articleIds] of groups.entries()) {
    const [head] = articleIds;
    if (head === undefined) continue;
    const part: Part = { members: new Set(articleIds), head };
    parts.add(part);
    for (const id of articleIds) {
      places.set(id, places.size);
      groupOf.set(id, group);
      partOf.set(id, part);
    }
  }
  return { places, groupOf, parts, partOf };
};

/** The part that holds most of the articles; of equals the one that holds the earliest named. */
const holderOf = ({ partOf }: Floor, articleIds: readonly string[]): Part | undefined => {
  const counts = new Map<Part, number>();
  for (const id of articleIds) {
    const part = partOf.get(id);
    if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  let best: Part | undefined;
  // A Map keeps the order in which parts were met: that of the named articles.
  for (const [part, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = part;
  return best;
};

const join = (floor: Floor, sides: readonly (Part | undefined)[]): void => {
  const [into, ...others] = sides.filter((side) => side !== undefined);
  if (into === undefined) return;
  for (const other of others) {
    if (other === into || !floor.parts.delete(other)) continue;
    for (const id of other.members) {
      into.members.add(id);
      floor.partOf.set(id, into);
    }
  }
};

/** Articles split off leave wherever they stand beside one that they were split from, and stand together from then on. */
const splitOff = (floor: Floor, articleIds: readonly string[], off: readonly string[]): void => {
  const leaving = new Set(off);
  const rest = articleIds.filter((id) => !leaving.has(id));
  const mixed = new Set(rest.flatMap((id) => floor.partOf.get(id) ?? []));
  const moved = off.filter((id) => {
    const part = floor.partOf.get(id);
    return part !== undefined && mixed.has(part);
  });
  const [head] = moved;
  if (head === undefined) return;
  const fresh: Part = { members: new Set(moved), head };
  for (const id of moved) {
    const part = floor.partOf.get(id);
    part?.members.delete(id);
    floor.partOf.set(id, fresh);
  }
  for (const part of mixed) if (!part.members.has(part.head)) part.head = inPlaces(floor, part.members)[0] ?? part.head;
  floor.parts.add(fresh);
};

const inPlaces = ({ places }: Floor, members: Iterable<string>): string[] =>
  [...members].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));

const shape = (floor: Floor, stand: readonly Decision[]): void => {
  for (const { act, on } of stand) {
    if (act.kind === "merge")
      join(
        floor,
        on.map((side) => holderOf(floor, side.articleIds)),
      );
    if (act.kind === "split") splitOff(floor, on[0]?.articleIds ?? [], act.off);
  }
};

/** The last verdict on each part counts; a merge made after them lets that of the story count into which others were merged. */
const verdictsOf = (floor: Floor, stand: readonly Decision[], days: readonly string[]): Map<Part, Decision> => {
  const all = new Map<Part, Decision[]>();
  const counts = new Map<Part, Decision>();
  for (const decision of stand) {
    const [story] = decision.on;
    const part = holderOf(floor, story?.articleIds ?? []);
    if (part === undefined || story === undefined) continue;
    if (isVerdict(decision) && days.includes(decision.day)) {
      all.set(part, [...(all.get(part) ?? []), decision]);
      counts.set(part, decision);
    } else if (decision.act.kind === "merge") {
      const own = new Set(story.articleIds);
      const kept = (all.get(part) ?? []).findLast((one) => one.on[0]?.articleIds.some((id) => own.has(id)));
      if (kept !== undefined) counts.set(part, kept);
    }
  }
  return counts;
};

/**
 * @param groups articles of each story, first the one that names it; each article stands in one story
 * @param days whose leads, supporting stories and stories left out count
 */
export const arrangeStories = (
  groups: readonly (readonly string[])[],
  decisions: readonly Decision[],
  days: readonly string[],
): ArrangedStory[] => {
  const floor = layOut(groups);
  const stand = standing(decisions);
  shape(floor, stand);
  const verdicts = verdictsOf(floor, stand, days);
  const placeOf = (part: Part): number => floor.places.get(part.head) ?? 0;
  return [...floor.parts]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((part) => {
      const articleIds = inPlaces(floor, part.members);
      const from = [...new Set(articleIds.map((id) => floor.groupOf.get(id) ?? 0))].sort((a, b) => a - b);
      const [only] = from;
      const verdict = verdicts.get(part);
      return {
        articleIds,
        head: part.head,
        from,
        changed: from.length > 1 || groups[only ?? 0]?.length !== articleIds.length,
        ...(verdict === undefined ? {} : { verdict }),
      };
    });
};
