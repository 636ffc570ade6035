/** The operator's configuration: one YAML file, every key optional, unknown keys refused. Secrets are never in it. */
import { z } from "zod";

const hostAndPort = z.string().regex(/^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):\d{1,5}$/, "expected host:port");

export const configSchema = z.strictObject({
  data: z
    .strictObject({
      dir: z
        .string()
        .min(1)
        .optional()
        .describe("folder of your own reference tables, beside the shipped ones; `watchfloor data update` fills it"),
      keep: z.int().min(1).max(50).default(3).describe("versions of a table that are kept, the present one among them"),
      maxShrink: z
        .number()
        .min(0)
        .max(1)
        .default(0.1)
        .describe("share of a table that an update may lose without `--accept-shrink`"),
      allowHosts: z
        .array(hostAndPort)
        .max(50)
        .default([])
        .describe("`host:port` of your own mirrors that may be asked though their address is not public"),
    })
    .prefault({}),
});

export type Config = z.infer<typeof configSchema>;
