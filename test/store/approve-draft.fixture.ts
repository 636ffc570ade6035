/** A process that approves a draft and says nothing: it is there to be killed while it does. */
import { openReview } from "../../src/pipeline/steps/review-draft.ts";
import { openStore, type StoreOptions } from "../../src/store/index.ts";
import { permissionsFor } from "../../src/terms/person.ts";

interface Asked {
  readonly options: StoreOptions;
  readonly id: string;
  readonly version: number;
  readonly textHash: string;
  readonly who: { readonly id: string; readonly name: string };
}

const { options, id, version, textHash, who } = JSON.parse(process.argv[2] ?? "{}") as Asked;
const store = await openStore(options);
const review = openReview({
  store,
  rule: { people: 1, lastEditorAlone: true },
  now: () => "2031-05-04T20:00:00Z",
  annotate: async () => () => [],
});
await review.approve({ ...who, may: permissionsFor(["reviewer"]), ceiling: "TLP:RED", via: "session" }, id, {
  version,
  textHash,
});
await store.close();
