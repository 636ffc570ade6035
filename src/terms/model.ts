/** The optional language model, as an argument: a question in, a checked answer or a fault out. Built in `outside`. */
import type { z } from "zod";
import type { Result } from "#kit/result.ts";

export interface ModelQuestion<T> {
  /** What it is to do, in our words alone. */
  readonly system: string;
  /** The material, fenced as data. */
  readonly prompt: string;
  /** The only form of answer that is taken. */
  readonly schema: z.ZodType<T>;
}

export type ModelFaultType =
  | "budget"
  | "timeout"
  | "too_large"
  | "unreachable"
  | "redirected"
  | "unauthorised"
  | "rate_limited"
  | "server_error"
  | "bad_answer"
  | "cancelled";

export interface ModelFault {
  readonly type: ModelFaultType;
  /** One sentence in our words; nothing of what the endpoint said. */
  readonly message: string;
}

export type AskModel = <T>(question: ModelQuestion<T>) => Promise<Result<T, ModelFault>>;
