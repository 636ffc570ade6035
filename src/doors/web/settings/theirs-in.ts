/** What stands now, when somebody else set it meanwhile; nothing when a change was refused for another reason, or not. */
import { AskError } from "../app/ask.ts";

export const theirsIn = <View>(error: Error | null): View | undefined =>
  error instanceof AskError && error.status === 409 && "now" in error.problem ? (error.problem.now as View) : undefined;
