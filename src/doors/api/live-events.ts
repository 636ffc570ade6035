/** Which change is told to whom, and under which topic: by permission and by label, as if they asked for it themselves. */
import type { Change } from "#terms/change.ts";
import { isWithin, type Permission, type Viewer } from "#terms/person.ts";
import type { LiveEvent } from "./contract.ts";

interface Told {
  readonly event: LiveEvent;
  readonly needs: Permission;
  readonly tlp?: string | undefined;
}

const topics: Readonly<Record<string, readonly [LiveEvent["topic"], Permission]>> = {
  edition: ["edition", "edition.read"],
  draft: ["draft", "draft.read"],
  correction: ["draft", "draft.read"],
  story: ["story", "draft.read"],
  source: ["source", "source.read"],
  article: ["source", "source.read"],
  delivery: ["delivery", "delivery.manage"],
  person: ["person", "person.manage"],
  setting: ["setting", "setting.manage"],
};

/** What people do to an edition before it is approved is told to those who read drafts. */
const isForReaders = (action: string): boolean => action.startsWith("edition.");

/** A change, that of a source with its label while it has one. */
export type Heard = Change | (Extract<Change, { kind: "source" }> & { readonly tlp: string });

const toldOf = (change: Heard): readonly Told[] => {
  switch (change.kind) {
    case "act": {
      const { action, object } = change;
      const audit: Told = { event: { topic: "audit" }, needs: "audit.read", tlp: object.tlp };
      const found = topics[object.type];
      if (found === undefined) return [audit];
      const [topic, needs] = found;
      const isOpen = needs !== "edition.read" || isForReaders(action);
      const event = { topic, id: object.id };
      return [{ event, needs: isOpen ? needs : "draft.read", tlp: object.tlp }, audit];
    }
    case "edition":
      return [{ event: { topic: "draft", id: change.id }, needs: "draft.read", tlp: change.tlp }];
    case "source":
      // One that is no longer configured has no label, and is told to nobody.
      return "tlp" in change
        ? [{ event: { topic: "source", id: change.id }, needs: "source.read", tlp: change.tlp }]
        : [];
    case "board":
      return [{ event: { topic: "story" }, needs: "draft.read" }];
    case "making":
      return [{ event: { topic: "making" }, needs: "draft.read" }];
    case "gap":
      return [{ event: { topic: "all" }, needs: "edition.read" }];
  }
};

/** What of a change a viewer is told; often nothing. */
export const eventsFor = (change: Heard, { may, ceiling }: Viewer): readonly LiveEvent[] =>
  toldOf(change)
    .filter(({ needs, tlp }) => may.has(needs) && (tlp === undefined || isWithin(tlp, ceiling)))
    .map(({ event }) => event);
