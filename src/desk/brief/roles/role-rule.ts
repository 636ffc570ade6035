/**
 * What a role does when a story of a kind breaks: rules as data (`data/role-rules.yaml`), parsed and checked here.
 *
 * A rule fires when every `when` type is stated in a story, none of `unless` is, one of its `techniques` is shown there,
 * and every slot that its texts name is held in words. A suggested technique only chooses which fact comes before which
 * role; no text of a rule names it. The best rule a role is chosen by exploitation, deadline, profile match, story weight, then rule id.
 */
import { parse } from "yaml";
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import { roleIds } from "#terms/organisation.ts";
import { storyKinds } from "../plan/story-kind.ts";

const slot = /\{([a-z_]+)\}/g;
const slotNames = [
  "product",
  "cve",
  "fix",
  "fixes",
  "actor",
  "tool",
  "vendor",
  "organisation",
  "clues",
  "earliest",
  "service",
  "authority",
  "second_factor",
] as const;

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][0-9]{1,2}$/),
  role: z.enum(roleIds),
  /** Types of claim that must be stated in the story; `a|b` means one of them. May be empty with `techniques`. */
  when: z.array(z.string()),
  /** Techniques of ATT&CK one of which the story must show (a parent stands for its sub-techniques); the fact holds its words. */
  techniques: z.array(z.string().regex(/^T[0-9]{4}(?:\.[0-9]{3})?$/)).default([]),
  unless: z.array(z.string()).default([]),
  /** Kinds of story it is for; empty = any. */
  kinds: z.array(z.enum(storyKinds)).default([]),
  /** Words one of which must stand in the shape of a claim of the story. */
  words: z.array(z.string()).default([]),
  /** Types of the fact that makes it this role's business, best first; with `techniques` any that holds their words will do. */
  why: z.array(z.string()).default([]),
  do: z.string().min(10),
  owner: z.string().min(2),
  /** `due` the source's own date if at most 14 days away, else `wdN`: N working days after the edition; with an hour in UTC. */
  by: z.string().regex(/^(?:due\|)?wd[1-9](?: [0-2][0-9]:[0-5][0-9])?$/),
  done_when: z.string().min(10),
  weight: z.number().min(0).max(10).default(1),
});

export type RoleRule = z.infer<typeof ruleSchema>;

export interface RoleRuleFault {
  readonly path: string;
  readonly message: string;
}

const unknownSlots = (rule: RoleRule): string[] =>
  [...`${rule.do} ${rule.done_when}`.matchAll(slot)]
    .map((match) => match[1] ?? "")
    .filter((name) => !(slotNames as readonly string[]).includes(name));

/** Parses the rule table; every fault is listed. */
export const parseRoleRules = (yaml: string): Result<RoleRule[], readonly RoleRuleFault[]> => {
  const parsed = z.array(ruleSchema).safeParse(parse(yaml));
  if (!parsed.success)
    return err(parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })));
  const faults = parsed.data.flatMap((rule) => [
    ...unknownSlots(rule).map((name) => ({
      path: rule.id,
      message: `Expected one of the slots ${slotNames.join(", ")} but found {${name}}`,
    })),
    ...(rule.techniques.length === 0 && (rule.when.length === 0 || rule.why.length === 0)
      ? [{ path: rule.id, message: "Expected `when` and `why`, or `techniques`, but found neither" }]
      : []),
  ]);
  return faults.length > 0 ? err(faults) : ok(parsed.data);
};

/** Slots that a rule's texts need. */
export const slotsNeeded = (rule: RoleRule): string[] => [
  ...new Set([...`${rule.do} ${rule.done_when}`.matchAll(slot)].map((match) => match[1] ?? "")),
];

export const fillSlots = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(slot, (_, name: string) => values.get(name) ?? `{${name}}`);
