/**
 * The desk examines itself: one check after another, each says what is wrong and what to do. A check that cannot end, or
 * throws, is told as such and stops no other; none changes anything.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { causeText } from "#kit/cause-text.ts";

export interface Found {
  /** `unfinished`: it could not be said. `unset`: nothing is configured that could be looked at. */
  readonly outcome: "fine" | "finding" | "unfinished" | "unset";
  /** One sentence: what was looked at, expected and found. */
  readonly because: string;
  /** What to do about it. */
  readonly todo?: string;
}

export interface Finding extends Found {
  readonly check: string;
}

/** Anything that can look at a part of the desk: other parts bring their own. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<readonly Found[]>;
}

export const fine = (because: string): Found => ({ outcome: "fine", because });
export const unset = (because: string): Found => ({ outcome: "unset", because });
export const finding = (because: string, todo: string): Found => ({ outcome: "finding", because, todo });
export const unfinished = (because: string, todo: string): Found => ({ outcome: "unfinished", because, todo });

const limitMs = 60_000;

const tooLate = async (): Promise<readonly Found[]> => {
  await sleep(limitMs, undefined, { ref: false });
  return [
    unfinished(`No answer within ${limitMs / 1_000} s.`, "See whether what it asks is overloaded or unreachable."),
  ];
};

export const examine = async (
  checks: readonly Check[],
  onCheck: (name: string, done: number) => void,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const [done, { name, run }] of checks.entries()) {
    onCheck(name, done);
    const found = await Promise.race([run(), tooLate()]).catch((cause: unknown) => [
      unfinished(causeText(cause), "See the message; `WATCHFLOOR_LOG=debug` tells more."),
    ]);
    findings.push(...found.map((one) => ({ check: name, ...one })));
  }
  return findings;
};
