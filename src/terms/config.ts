/** The operator's configuration: one YAML file, every key optional, unknown keys refused. Secrets are never in it. */
import { z } from "zod";
import { audienceNamePattern, mainAudience, sectors } from "./audience.ts";
import { hostAndPort } from "./host-and-port.ts";
import { operationsSchema, watchDaysSchema } from "./operations.ts";
import { peopleConfigSchema } from "./people-config.ts";
import { retentionSchema } from "./retention.ts";
import { weightsSchema } from "./weights.ts";

const modelSchema = z.strictObject({
  provider: z.enum(["openai-compatible", "anthropic"]).describe("how the endpoint is spoken to"),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(
      (url) => URL.canParse(url) && new URL(url).username === "" && new URL(url).search === "",
      "expected no user and no query",
    )
    .describe("address of the endpoint, like `http://127.0.0.1:11434/v1`; nothing else is ever asked"),
  name: z
    .string()
    .regex(/^[\w./:@-]{1,120}$/, "expected letters, digits and . / : @ -")
    .describe("name of the model"),
  keyFile: z.string().min(1).optional().describe("file that holds the key; `WATCHFLOOR_MODEL_KEY` wins"),
  rewords: z.boolean().default(true).describe("may change the wording of cited sentences"),
  lowers: z.boolean().default(true).describe("may lower a verdict to `cannot_tell`"),
  sentencesPerCall: z.int().min(1).max(25).default(8).describe("sentences in one call"),
  maxCalls: z.int().min(1).max(1_000).default(40).describe("calls that one edition may make"),
  maxTokens: z.int().min(100).max(10_000_000).default(200_000).describe("tokens, in and out, that one edition may use"),
  timeoutMs: z.int().min(100).max(600_000).default(60_000).describe("longest time for one call"),
  temperature: z.number().min(0).max(2).nullable().default(0).describe("sent with each call; `null`: not sent"),
  structuredOutput: z.boolean().default(true).describe("ask for JSON by schema, where the endpoint knows it"),
  keepText: z.boolean().default(false).describe("put questions and answers into the record of calls"),
});

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

export const editionPlanSchema = z.strictObject({
  at: z
    .string()
    .regex(
      /^[\d*/,LW#a-zA-Z-]{1,60}( [\d*/,LW#a-zA-Z?-]{1,60}){4}$/,
      "expected five fields of a crontab, like 0 6 * * *",
    )
    .describe("when, as a crontab says it: minute, hour, day, month, weekday"),
  timeZone: z
    .string()
    .refine(isTimeZone, "expected a time zone like Europe/Berlin")
    .default("UTC")
    .describe("whose clock `at` means; the days when clocks change have one edition too"),
  kind: z
    .enum(["daily", "weekly"])
    .optional()
    .describe("daily, also when absent: of what came in; weekly: a roll-up of the approved editions of seven days"),
  name: z
    .string()
    .regex(audienceNamePattern, "expected small letters, digits and hyphens")
    .refine(
      (text) => text !== mainAudience,
      `expected another name than ${mainAudience}, which is the desk's own edition`,
    )
    .optional()
    .describe(
      "names an audience of its own: its editions have their own latest, their own continuity, their own feeds and lists; default that of the sectors, without any the main edition",
    ),
  title: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, "expected no control character")
    .optional()
    .describe("the audience as its readers know it; default its sectors, or its name"),
  sectors: z
    .array(z.enum(sectors))
    .max(8)
    .optional()
    .describe(
      "sectors of the audience (STIX 2.1 `industry-sector-ov`): stories that tell of them come first, those that tell of other sectors alone stand among the quick hits",
    ),
});
export const editionPlansSchema = z.array(editionPlanSchema).max(24);

/** A file of the operator may name another file; what is set on the desk may not. */
export const filePlanSchema = editionPlanSchema.extend({
  organisation: z
    .string()
    .min(1)
    .optional()
    .describe("profile of this audience, in place of the desk's; its sectors give way to `sectors`"),
});
export type EditionPlan = z.infer<typeof filePlanSchema>;

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const doorSchema = z.strictObject({
  address: z
    .string()
    .max(300)
    .refine(isOrigin, "expected an origin like https://desk.example, without a path")
    .refine((text) => /^https?:/.test(text), "expected http or https")
    .optional()
    .describe(
      "where people find the desk besides this machine, like `https://desk.example`; no other name is answered",
    ),
  listen: z
    .union([z.ipv4(), z.ipv6()])
    .default("127.0.0.1")
    .describe("address of this machine that the desk listens on; any other than `127.0.0.1` needs `address`"),
  trustedProxies: z
    .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
    .max(50)
    .default([])
    .describe("proxies whose `X-Forwarded-*` is believed; nobody else's is"),
  requestsPerMinute: z.int().min(10).max(100_000).default(600).describe("from one address, and by one person"),
});

export const papers = ["a4", "letter"] as const;
export type Paper = (typeof papers)[number];

export const configSchema = z.strictObject({
  sources: z.string().min(1).optional().describe("file with the sources that the desk collects by itself"),
  editions: z.array(filePlanSchema).max(24).default([]).describe("when editions are made from what was collected"),
  organisation: z.string().min(1).optional().describe("profile of the organisation that these editions are for"),
  weights: weightsSchema
    .optional()
    .describe(
      "how much each factor of a story's weight counts, from 0.25 to 3, like `{ severity: 2 }`; what is not named counts 1",
    ),
  flash: z
    .boolean()
    .default(false)
    .describe(
      "make a flash of a story as soon as it tells that a product of your profile is being exploited, and one for each audience whose own profile runs it; a person approves it",
    ),
  paper: z.enum(papers).default("a4").describe("paper of an edition as PDF, where who asks names none"),
  delivery: z.string().min(1).optional().describe("file that says who receives editions, and by which way"),
  collect: z
    .strictObject({
      allowHosts: z
        .array(hostAndPort)
        .max(200)
        .default([])
        .describe("`host:port` of your own that may be collected from though their address is not public"),
      watchCitedDays: watchDaysSchema,
    })
    .prefault({}),
  data: z
    .strictObject({
      dir: z
        .string()
        .min(1)
        .optional()
        .describe(
          "folder of your own reference tables, beside the shipped ones; default `reference` in the state folder",
        ),
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
  model: modelSchema.optional(),
  operations: operationsSchema,
  retention: retentionSchema,
  people: peopleConfigSchema,
  door: doorSchema
    .refine(({ listen, address }) => listen === "127.0.0.1" || listen === "::1" || address !== undefined, {
      message: "expected `address` beside a `listen` that others reach",
    })
    .prefault({}),
  approval: z
    .strictObject({
      people: z
        .union([z.literal(1), z.literal(2)])
        .default(1)
        .describe("how many people must approve a text"),
      lastEditorAlone: z
        .boolean()
        .default(true)
        .describe("whether who made the last change may be the only one to approve it"),
    })
    .prefault({}),
});

export type ModelConfig = z.infer<typeof modelSchema>;
export type Config = z.infer<typeof configSchema>;

/** The configuration in force: every folder is known. */
export interface OpenConfig extends Config {
  readonly data: Config["data"] & { readonly dir: string };
  /** What is kept between runs. */
  readonly stateDir: string;
}
