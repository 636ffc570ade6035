/**
 * Hooks as they are set on the desk. Addresses and signing keys are kept sealed and told to nobody again: where a hook
 * leads is shown by scheme and host alone, for what follows in an address often opens it to whoever knows it.
 */
import { z } from "zod";
import { type Hook, hookWays, namedTwice, receives, targetName, webAddress } from "./delivery.ts";

export const shortestKey = 16;
const about = { name: targetName, way: z.enum(hookWays), ...receives };

/** As it is typed: what is not typed again stays as it was given, for a hook of the same name and way. */
const typedHookSchema = z.strictObject({
  ...about,
  address: webAddress.optional(),
  secret: z
    .string()
    .max(1_000)
    .regex(/^[^\p{Cc}]*$/u, "expected one line")
    .refine((key) => key.length >= shortestKey, `expected ${shortestKey} characters or more`)
    .optional(),
});
export type TypedHook = z.infer<typeof typedHookSchema>;

const mostHooks = 50;

export const typedHooksSchema = z
  .strictObject({ hooks: z.array(typedHookSchema).max(mostHooks).default([]) })
  .check(({ value, issues }) => {
    const twice = namedTwice(value.hooks);
    if (twice !== undefined) issues.push({ code: "custom", message: twice, input: value, path: ["hooks"] });
    for (const [at, { way, secret }] of value.hooks.entries())
      if (way !== "webhook" && secret !== undefined)
        issues.push({
          code: "custom",
          message: `expected no signing key: ${way} takes none`,
          input: value,
          path: ["hooks", at, "secret"],
        });
  });

/** Where it leads, as far as that is shown, and when its secrets were given. */
export interface HookPlace {
  readonly place: string;
  readonly addressSetAt?: string;
  readonly secretSetAt?: string;
}

/** As it is kept. */
const keptHookSchema = z.strictObject({
  ...about,
  place: z.string(),
  /** Sealed. */
  address: z.string(),
  addressSetAt: z.string(),
  /** Sealed. */
  secret: z.string().optional(),
  secretSetAt: z.string().optional(),
});
export type KeptHook = z.infer<typeof keptHookSchema>;
export const keptHooksSchema = z.strictObject({ hooks: z.array(keptHookSchema) });

/** Without anything that opens it. */
export type ShownHook = Omit<Hook, "address" | "addressFile" | "secretFile"> & HookPlace;
