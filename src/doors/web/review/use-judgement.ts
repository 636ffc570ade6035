/** The verdict on words as they are typed: asked after a pause, the latest answer alone counts. */
import { useEffect, useState } from "react";
import type { Decision, Judgement } from "../../api/contract.ts";
import { AskError, write } from "../app/ask.ts";

const pauseMs = 120;

export interface Typed {
  readonly judgement: Judgement | undefined;
  /** The verdict is of earlier words. */
  readonly isOld: boolean;
  /** Why it cannot be kept so. */
  readonly refused: string | undefined;
}

/** @param decision what would be sent; nothing when there is nothing to judge */
export const useJudgement = (draftId: string, decision: Decision | undefined): Typed => {
  const asked = decision === undefined ? "" : JSON.stringify(decision);
  const [answer, setAnswer] = useState<{ of: string; judgement?: Judgement; refused?: string }>({ of: "" });
  useEffect(() => {
    if (asked === "") return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      write("post", "/api/v1/drafts/:id/judgements", {
        params: { id: draftId },
        body: { decision: JSON.parse(asked) as Decision },
        asks: true,
        signal: stop.signal,
      }).then(
        (judgement) => setAnswer({ of: asked, judgement }),
        (error: unknown) => {
          if (!stop.signal.aborted)
            setAnswer({ of: asked, refused: error instanceof AskError ? error.message : "The desk did not answer." });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked, draftId]);
  return {
    judgement: answer.judgement,
    isOld: answer.of !== asked,
    refused: answer.of === asked ? answer.refused : undefined,
  };
};
