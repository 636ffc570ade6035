/** People in the operator's configuration: who may read, how long sessions last, the organisation's own sign-in. */
import { z } from "zod";
import { hostAndPort } from "./host-and-port.ts";
import { roles } from "./person.ts";
import { tlpLabels } from "./tlp.ts";

const isLoopback = (url: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

/** https, or this machine by plain http. */
const safeAddress = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return url.username === "" && url.search === "" && (url.protocol === "https:" || isLoopback(url));
  }, "expected https (http on this machine alone), no user and no query");

const values = z.array(z.string().min(1).max(200)).max(100).default([]);

const providerSchema = z.strictObject({
  name: z.string().min(1).max(60).default("single sign-on").describe("what the button says after “Sign in with”"),
  issuer: safeAddress.describe(
    "issuer of OpenID Connect, the very text that its tokens carry; it is asked for the rest",
  ),
  clientId: z.string().min(1).max(400).describe("what the desk is called there"),
  clientSecretFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      "file that holds the client's secret; `WATCHFLOOR_PROVIDER_SECRET` wins; without both the client is public",
    ),
  scope: z
    .string()
    .regex(/^[\x21-\x7e ]{1,400}$/, "expected words")
    .default("openid profile")
    .describe("what is asked for; `openid` must be in it"),
  rolesClaim: z.string().min(1).max(100).default("groups").describe("claim whose values say the roles"),
  roles: z
    .strictObject(
      Object.fromEntries(roles.map((role) => [role, values])) as Record<(typeof roles)[number], typeof values>,
    )
    .prefault({})
    .describe("values of that claim for each role; none at all: roles are given in Settings alone"),
  ceiling: z.enum(tlpLabels).default("TLP:AMBER").describe("ceiling of people who are added by signing in there"),
  adds: z.boolean().default(true).describe("add a person who comes with a role and is on no record yet"),
  allowHosts: z
    .array(hostAndPort)
    .max(20)
    .default([])
    .describe("`host:port` of the provider's other endpoints that may be asked though their address is not public"),
});
export type ProviderConfig = z.infer<typeof providerSchema>;

export const peopleConfigSchema = z
  .strictObject({
    reading: z
      .enum(["signed-in", "open"])
      .default("signed-in")
      .describe("`open`: whoever reaches the desk reads approved editions, up to `people.readingCeiling`"),
    readingCeiling: z.enum(tlpLabels).default("TLP:CLEAR").describe("highest label that whoever is not known is shown"),
    idleHours: z.number().min(0.1).max(168).default(12).describe("a session ends when it was not used for so long"),
    days: z.int().min(1).max(90).default(7).describe("a session ends after so many days at the latest"),
    provider: providerSchema.optional(),
  })
  .prefault({});
export type PeopleConfig = z.infer<typeof peopleConfigSchema>;
