/** The part of the configuration that is about running the desk. */
import { z } from "zod";

export const operationsSchema = z
  .strictObject({
    diskFloorMiB: z
      .int()
      .min(0)
      .max(1_048_576)
      .default(512)
      .describe("with less room than this on the disk of the state folder nothing is collected, and `/readyz` says so"),
  })
  .prefault({});

export const watchDaysSchema = z
  .int()
  .min(0)
  .max(365)
  .default(14)
  .describe(
    "days for which the pages that an edition cites are looked at again; what changed becomes a task. 0: never",
  );
