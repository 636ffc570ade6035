/** An edition that a person asked for, while it is made: how far it is, and what came of it. */

export const makingStates = ["waiting", "running", "made", "failed"] as const;
export type MakingState = (typeof makingStates)[number];

/** Why none came of it. */
export const makingFailures = [
  "nothing", // no article is on record for it
  "broken_off", // the process that made it ended, and nobody took it up
  "error",
] as const;
export type MakingFailure = (typeof makingFailures)[number];

export interface Making {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly askedAt: string;
  /** A flash: the address of an article of its story. */
  readonly flash?: string;
  /** Name of the audience that the flash is for; absent: the main one. */
  readonly audience?: string;
  /** The edition's clock, once the work has begun. */
  readonly asOf?: string;
  readonly state: MakingState;
  /** Step of the flow, with its count where one is known. */
  readonly step?: string;
  readonly done?: number;
  readonly total?: number;
  readonly editionId?: string;
  readonly because?: MakingFailure;
  readonly changedAt: string;
}
