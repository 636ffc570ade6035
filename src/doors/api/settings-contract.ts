/**
 * Routes of what people set on the desk. Each setting has versions: who changes one says which they saw, and is told by
 * a 409 what stands now when it is another (`now`). What the operator's file says is locked (`locked`: its path); what
 * is wrong with a value comes as `faults`, each with its place, what was expected and what was found.
 */
import { z } from "zod";
import { audienceNamePattern } from "#terms/audience.ts";
import { filePlanSchema } from "#terms/config.ts";
import { firstRunSteps } from "#terms/first-run.ts";
import { makingFailures, makingStates } from "#terms/making.ts";
import { organisationSchema, roleIds } from "#terms/organisation.ts";

const faultSchema = z.object({
  path: z.string(),
  expected: z.string(),
  found: z.string(),
  line: z.int().optional(),
});
export type SettingFaultBody = z.infer<typeof faultSchema>;

export const version = z.int().min(0).max(1_000_000_000);

/** What every setting tells of itself. */
export const standing = {
  origin: z.enum(["file", "here", "default"]),
  /** Of the operator's file, where it wins. */
  path: z.string().optional(),
  /** Why that file cannot be read. */
  fault: z.string().optional(),
  /** What a change must be based on; 0: it was never set here. */
  version,
  at: z.string().optional(),
  by: z.string().optional(),
};

const organisationView = z.object({ ...standing, organisation: organisationSchema.optional() });
export type OrganisationView = z.infer<typeof organisationView>;

export const versionsSchema = z.object({
  versions: z.array(z.object({ version, at: z.string(), by: z.string(), takenBack: z.boolean(), says: z.string() })),
});
export type SettingVersions = z.infer<typeof versionsSchema>;

export const restoreBody = z.strictObject({
  version: version.meta({ description: "The version that you saw" }),
  to: version.meta({ description: "The one to put back; 0: the default" }),
});

const written = z
  .record(z.string().max(40), z.unknown())
  .meta({ description: "A profile: name, sectors, countries, products, absentProducts, suppliers, roles" });

const effectSchema = z.object({
  /** Absent while there is no edition that you may read. */
  on: z
    .object({
      asOf: z.string().meta({ description: "Clock of the newest edition" }),
      title: z.string(),
      from: z.string().meta({ description: "Clock of the oldest, at most a week before" }),
      editions: z.int(),
      stories: z.int(),
    })
    .optional(),
  fitting: z.array(z.object({ title: z.string(), because: z.string(), before: z.boolean() })),
  fits: z.int(),
  fittedBefore: z.int(),
  attacked: z.array(
    z.object({
      product: z.string(),
      machines: z.array(z.string()),
      story: z.string(),
      known: z.object({ id: z.string(), added: z.string() }).optional(),
    }),
  ),
  machines: z.int(),
  known: z
    .object({
      catalogue: z.string(),
      entries: z.int(),
      touching: z.int(),
      touchedBefore: z.int(),
      newest: z.array(z.object({ id: z.string(), added: z.string(), names: z.string(), product: z.string() })),
    })
    .optional()
    .meta({
      description:
        "Entries of the catalogue of known exploited flaws that touch the profile; absent where none is kept",
    }),
});
export type ProfileEffectBody = z.infer<typeof effectSchema>;

/** Fields that a file does not speak of are absent: no default stands in for them. */
const { name, sectors, products, absentProducts, suppliers, roles } = organisationSchema.shape;
const textSchema = z.object({
  fields: z.object({
    name: name.optional(),
    sectors: sectors.unwrap().optional(),
    countries: z.array(z.string()).optional(),
    products: products.unwrap().optional(),
    absentProducts: absentProducts.unwrap().optional(),
    suppliers: suppliers.unwrap().optional(),
    roles: roles.unwrap().optional(),
  }),
  faults: z.array(faultSchema),
  more: z.int(),
});

const choicesSchema = z.object({
  sectors: z.array(z.string()),
  countries: z.array(z.object({ code: z.string(), name: z.string() })),
  roles: z.array(z.object({ id: z.enum(roleIds), name: z.string() })),
});
export type ProfileTextBody = z.infer<typeof textSchema>;
export type ProfileChoices = z.infer<typeof choicesSchema>;

/** Judged by the desk, plan by plan: a fault names its own. */
const plansWritten = z
  .array(z.record(z.string().max(20), z.unknown()))
  .max(100)
  .meta({ description: "At most 24 plans: at (a crontab of five fields), timeZone, kind (daily or weekly)" });
const editionsView = z.object({ ...standing, plans: z.array(filePlanSchema) });
export type EditionsView = z.infer<typeof editionsView>;

const timesSchema = z.object({
  plans: z.array(z.object({ next: z.array(z.string()), afterChange: z.string().optional() })),
});

const makingSchema = z.object({
  making: z
    .object({
      id: z.string(),
      askedAt: z.string(),
      /** Of one story. */
      isFlash: z.boolean(),
      /** Name of the audience that a flash is for, where that is not the main edition's. */
      audience: z.string().optional(),
      state: z.enum(makingStates),
      step: z.string().optional(),
      done: z.int().optional(),
      total: z.int().optional(),
      /** The draft that came of it, where you may read it. */
      draft: z.string().optional(),
      because: z.enum(makingFailures).optional(),
      changedAt: z.string(),
    })
    .optional(),
});
export type MakingBody = z.infer<typeof makingSchema>;

const organisation = "/api/v1/settings/organisation";
const editions = "/api/v1/settings/editions";

export const settingsRoutes = {
  organisation: { path: organisation, summary: "The organisation that is briefed", answers: organisationView },
  setOrganisation: {
    method: "put",
    path: organisation,
    summary: "Set the organisation's profile",
    body: z.strictObject({ version, organisation: written }),
    answers: organisationView,
  },
  organisationChoices: {
    path: `${organisation}/choices`,
    summary: "Sectors and countries that a profile may name",
    answers: choicesSchema,
  },
  organisationText: {
    method: "post",
    path: `${organisation}/read`,
    summary: "A profile or a list of products out of YAML or CSV, every fault by its line; nothing is set",
    body: z.strictObject({ text: z.string().max(4_000_000), name: z.string().max(300).optional() }),
    answers: textSchema,
  },
  organisationEffect: {
    method: "post",
    path: `${organisation}/effect`,
    summary: "What a profile changes on the newest edition; nothing is set",
    body: z.strictObject({ organisation: written }),
    answers: effectSchema,
  },
  organisationVersions: {
    path: `${organisation}/versions`,
    summary: "Who set the profile when, newest first",
    answers: versionsSchema,
  },
  restoreOrganisation: {
    method: "post",
    path: `${organisation}/restore`,
    summary: "Put an earlier profile back",
    body: restoreBody,
    answers: organisationView,
  },
  editions: { path: editions, summary: "When editions are made by themselves", answers: editionsView },
  setEditions: {
    method: "put",
    path: editions,
    summary: "Set when editions are made; the next ones are planned at once",
    body: z.strictObject({ version, plans: plansWritten }),
    answers: editionsView,
  },
  editionTimes: {
    method: "post",
    path: `${editions}/times`,
    summary: "When plans come next, also after the clocks change; nothing is set",
    body: z.strictObject({ plans: plansWritten }),
    answers: timesSchema,
  },
  editionVersions: {
    path: `${editions}/versions`,
    summary: "Who set the times of editions when, newest first",
    answers: versionsSchema,
  },
  restoreEditions: {
    method: "post",
    path: `${editions}/restore`,
    summary: "Put earlier times of editions back",
    body: restoreBody,
    answers: editionsView,
  },
} as const;

/** An edition at once, because a person asks for it. */
export const makingRoutes = {
  making: {
    path: "/api/v1/editions/making",
    summary: "The edition that was asked for last: how far it is, and what came of it",
    answers: makingSchema,
  },
  make: {
    method: "post",
    path: "/api/v1/editions/make",
    summary: "Make an edition now; while one is under way it is that one",
    answers: makingSchema,
  },
  audiences: {
    path: "/api/v1/triage/audiences",
    summary: "For whom the desk makes editions, and so for whom a flash can be; the first when none is named",
    answers: z.object({ audiences: z.array(z.object({ name: z.string(), title: z.string() })) }),
  },
  flash: {
    method: "post",
    path: "/api/v1/triage/stories/:id/flash",
    summary: "Make a flash of a story, for everyone or one audience: an edition of it alone, a draft at once",
    params: z.object({ id: z.string().max(80) }),
    body: z.strictObject({ audience: z.string().regex(audienceNamePattern).optional() }).optional(),
    answers: makingSchema,
  },
} as const;

const firstRunView = z.object({
  isExample: z.boolean(),
  hasOwnEdition: z.boolean().optional(),
  sources: z.int().optional(),
  steps: z.array(z.object({ step: z.enum(firstRunSteps), state: z.enum(["open", "done", "skipped"]) })).optional(),
});
export type FirstRunBody = z.infer<typeof firstRunView>;

export const firstRunRoutes = {
  firstRun: {
    path: "/api/v1/first-run",
    summary: "Whether this is the example day, and how far the desk is set up",
    answers: firstRunView,
  },
  mark: {
    method: "post",
    path: "/api/v1/first-run/:step",
    summary: "A step of the first run is done, or skipped",
    params: z.object({ step: z.enum(firstRunSteps) }),
    body: z.strictObject({ state: z.enum(["done", "skipped"]) }),
    answers: firstRunView,
  },
} as const;
