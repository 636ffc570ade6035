/** The store of the desk for as long as a verb needs it; a desk that runs beside it goes on. */
import { type Desk, type DeskOptions, openDesk } from "#pipeline/open-desk.ts";
import { asCommandError } from "./as-command-error.ts";
import { endProgress } from "./say.ts";

/** For verbs that hold it until they are stopped. Why it cannot be opened ends the command in words. */
export const holdOpen = (options: DeskOptions): Promise<Desk> =>
  openDesk(options).catch((cause: unknown) => {
    throw asCommandError(cause);
  });

/** @param name what the verb is called, for whoever finds the store held */
export const withDesk = async <T>(name: string, use: (desk: Desk) => Promise<T>): Promise<T> => {
  const desk = await holdOpen({ name, as: "use" });
  try {
    return await use(desk);
  } finally {
    endProgress();
    await desk.close();
  }
};
