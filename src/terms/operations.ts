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
