/** What changed on the desk, as it is told to whoever has it open: kinds and ids, never words. */
export type Change =
  /** An entry of the audit chain; `hash` names it, and what came after it can be told later. */
  | {
      readonly kind: "act";
      readonly hash: string;
      readonly action: string;
      readonly object: { readonly type: string; readonly id: string; readonly tlp?: string };
    }
  /** An edition was put on record; nobody approved it yet. */
  | { readonly kind: "edition"; readonly id: string; readonly tlp: string }
  /** A source was asked. */
  | { readonly kind: "source"; readonly id: string }
  /** The stories of the day were put together anew. */
  | { readonly kind: "board" }
  /** An edition that somebody asked for is a step further. */
  | { readonly kind: "making"; readonly id: string }
  /** Something may have been missed: whoever listens looks at everything again. */
  | { readonly kind: "gap" };
