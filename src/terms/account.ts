/** What the door says about people and takes from them: who asks, signing in, one's own account, the people of a desk. */
import { z } from "zod";
import { permissions, personStates, roles, tokenScopes } from "./person.ts";
import { tlpLabels } from "./tlp.ts";

const time = z.string().meta({ description: "RFC 3339, UTC" });

export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How the desk knows: nobody in particular, a session, a token. */
  via: z.enum(["open", "session", "token"]),
  may: z.array(z.enum(permissions)),
  ceiling: z.enum(tlpLabels),
  roles: z.array(z.enum(roles)),
  login: z.string().optional(),
  /** Whether this desk knows people; without any it is open to whoever reaches it, for reading. */
  hasPeople: z.boolean(),
  signIn: z.object({
    password: z.boolean(),
    passkey: z.boolean(),
    /** Name of the organisation's own sign-in, where one is configured. */
    provider: z.string().optional(),
  }),
});
export type Me = z.infer<typeof meSchema>;

const password = z.string().min(1).max(128);
const secret = z.string().max(60);
const loginText = z.string().min(1).max(256);

export const signInRequest = z.strictObject({ login: loginText, password });
export const codeRequest = z.strictObject({ challenge: secret, code: z.string().min(1).max(40) });
export const signInAnswerSchema = z.discriminatedUnion("next", [
  z.object({ next: z.literal("in") }),
  z.object({ next: z.literal("code"), challenge: z.string() }),
]);
export type SignInAnswerBody = z.infer<typeof signInAnswerSchema>;

export const linkRequest = z.strictObject({ secret });
export const linkViewSchema = z.object({
  kind: z.enum(["set-up", "invitation", "reset"]),
  expiresAt: time,
  name: z.string().optional(),
  login: z.string().optional(),
});
export type LinkViewBody = z.infer<typeof linkViewSchema>;
export const linkUseRequest = z.strictObject({
  secret,
  password,
  name: z.string().max(400).optional(),
  login: loginText.optional(),
});
/** `sign-in`: the password is set, and the code of the authenticator is still asked for. */
export const linkUseAnswerSchema = z.object({ next: z.enum(["in", "sign-in"]) });

export const sessionListSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      way: z.string(),
      agent: z.string(),
      createdAt: time,
      seenAt: time,
      expiresAt: time,
      /** The one that asks. */
      current: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionListSchema>;

export const ownWaysSchema = z.object({
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  recoveryCodes: z.int(),
  hasProvider: z.boolean(),
  /** Signed in, or confirmed, so lately that how one signs in may be changed. */
  confirmed: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: time, usedAt: time.optional() })),
});
export type OwnWays = z.infer<typeof ownWaysSchema>;

export const passwordChangeRequest = z.strictObject({ current: password, next: password });
export const confirmRequest = z.strictObject({ password });
export const totpOfferSchema = z.object({ secret: z.string(), uri: z.string() });
export const totpConfirmRequest = z.strictObject({ code: z.string().min(1).max(40) });
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

const base64url = (longest: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/, "expected base64url")
    .max(longest);
const credential = {
  id: base64url(200).min(1),
  rawId: base64url(200),
  type: z.literal("public-key"),
  /** What extensions said; the desk asks for none. */
  clientExtensionResults: z.unknown().transform(() => ({})),
};

/** What an authenticator gives when a passkey is made (WebAuthn: RegistrationResponseJSON). */
const passkeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(8_000),
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;
export const passkeyRequest = z.strictObject({ name: z.string().min(1).max(400), answer: passkeyAnswer });

/** What it gives when it is used (AuthenticationResponseJSON). */
export const passkeyProof = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(200).optional(),
  }),
});
export type PasskeyProof = z.infer<typeof passkeyProof>;

/** What the browser hands to an authenticator, as the library makes it. */
export const creationOptionsSchema = z.looseObject({ challenge: z.string() });
export const requestOptionsSchema = z.looseObject({ challenge: z.string(), rpId: z.string().optional() });

export const tokenListSchema = z.object({
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.enum(permissions)),
      createdAt: time,
      expiresAt: time,
      usedAt: time.optional(),
    }),
  ),
});
export type TokenList = z.infer<typeof tokenListSchema>;

const days = z.int().min(1).max(366);
export const tokenRequest = z.strictObject({
  name: z.string().min(1).max(400),
  scopes: z.array(z.enum(permissions)).min(1).max(tokenScopes.length),
  days: days.default(90),
});
export const tokenRotation = z.strictObject({
  days: days.default(90),
  overlapHours: z.int().min(0).max(168).default(24),
});
/** The secret of a token, shown this once. */
export const shownTokenSchema = z.object({ id: z.string(), secret: z.string(), expiresAt: time });
export type ShownTokenBody = z.infer<typeof shownTokenSchema>;

export const personListSchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      login: z.string(),
      roles: z.array(z.enum(roles)),
      ceiling: z.enum(tlpLabels),
      state: z.enum(personStates),
      createdAt: time,
      hasPassword: z.boolean(),
      hasTotp: z.boolean(),
      hasProvider: z.boolean(),
      hasFeed: z.boolean(),
      passkeys: z.int(),
      sessions: z.int(),
      seenAt: time.optional(),
      linkUntil: time.optional(),
    }),
  ),
});
export type PersonList = z.infer<typeof personListSchema>;

/** The private address of the feeds, without what makes it private. */
export const feedAddressSchema = z.object({
  feed: z.object({ madeAt: time, ceiling: z.enum(tlpLabels), usedAt: time.optional() }).optional(),
});
export type FeedAddressBody = z.infer<typeof feedAddressSchema>;
export const feedAddressRequest = z.strictObject({
  ceiling: z
    .enum(tlpLabels)
    .optional()
    .meta({ description: "Highest label that goes there; absent: the highest that you are shown" }),
});
/** Of the RSS feed; `.atom`, `.json` and `.opml` stand beside it. Shown this once. */
export const shownFeedAddressSchema = z.object({ address: z.string() });

const roleList = z.array(z.enum(roles)).min(1).max(roles.length);
export const personRequest = z.strictObject({
  name: z.string().min(1).max(400),
  login: loginText,
  roles: roleList,
  ceiling: z.enum(tlpLabels).default("TLP:AMBER"),
});
export const personUpdate = z.strictObject({
  name: z.string().min(1).max(400).optional(),
  roles: roleList.optional(),
  ceiling: z.enum(tlpLabels).optional(),
  state: z.enum(["active", "suspended"]).optional(),
});
/** The address under which a person sets their password, shown this once. */
export const personLinkSchema = z.object({ id: z.string(), link: z.string(), expiresAt: time });
export type PersonLinkBody = z.infer<typeof personLinkSchema>;
export const resetRequest = z.strictObject({
  withoutFactors: z
    .boolean()
    .default(false)
    .meta({ description: "Authenticator and passkeys were lost: they open nothing any more, and every session ends" }),
});
