/**
 * What may not stand in a log, taken out of words that were written for something else (messages of errors, addresses).
 *
 * Three nets: secrets that this process was given, wherever they stand; the forms in which secrets travel (user and
 * password of an address, tokens in its query, a bearer's header); and long quotations, which are somebody's text.
 */
import { showInvisible } from "#kit/text/show-invisible.ts";

const longestWords = 300;
/** What is read of longer words. */
const longestRead = 2_000;
const longestQuotation = 40;
/** Shorter ones would be found in ordinary words. */
const shortestSecret = 6;

const secretNames = /(?:PASS(?:WORD|PHRASE)?|SECRET|KEY|TOKEN)$/;

/** Secrets that the environment holds: of our own variables those whose name says so, and the database's password. */
export const secretsOf = (environment: NodeJS.ProcessEnv): string[] => {
  const found = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && (name === "PGPASSWORD" || (name.startsWith("WATCHFLOOR_") && secretNames.test(name)))
      ? [value, value.trim()]
      : [],
  );
  const address = environment.DATABASE_URL ?? "";
  if (URL.canParse(address)) {
    const { password } = new URL(address);
    found.push(password, safeDecode(password));
  }
  return [...new Set(found)].filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
};

const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const userOfAddress = /(:\/\/)[^/\s@]{1,200}@/g;
const secretOfQuery =
  /([?&](?:[a-z0-9_-]{0,30}(?:token|secret|password|passwd|key|signature|code)|sig|auth)=)[^&\s"'”)]{1,500}/gi;
const header =
  /\b(authorization|x-api-key|cookie|set-cookie)\b(["']?\s{0,3}[:=]\s{0,3}["']?)(?:(?:bearer|basic)\s{1,3})?[^\s"',;]{1,500}/gi;
const bearer = /\b(bearer|basic)(\s{1,3})[a-z0-9+/=._~-]{8,500}/gi;

const closing: Readonly<Record<string, string>> = { '"': '"', "“": "”", "‘": "’", "«": "»", "`": "`", "„": "“" };

/** One pass: a quotation that is long is left out, whether it ends or not. */
const shortenQuotations = (text: string): string => {
  let out = "";
  for (let at = 0; at < text.length; ) {
    const open = text[at] ?? "";
    const close = closing[open];
    if (close === undefined) {
      out += open;
      at += 1;
      continue;
    }
    const found = text.indexOf(close, at + 1);
    const end = found < 0 ? text.length : found;
    const inside = text.slice(at + 1, end);
    out += inside.length > longestQuotation ? `${open}[${inside.length} characters]${close}` : text.slice(at, end + 1);
    at = end + 1;
  }
  return out;
};

export type Redact = (words: string) => string;

export const makeRedact =
  (secrets: readonly string[]): Redact =>
  (words) => {
    let text = words;
    for (const secret of secrets)
      text = text.replaceAll(secret, "[secret]").replaceAll(encodeURIComponent(secret), "[secret]");
    text = text
      .slice(0, longestRead)
      .replace(userOfAddress, "$1[secret]@")
      .replace(secretOfQuery, "$1[secret]")
      .replace(header, "$1$2[secret]")
      .replace(bearer, "$1$2[secret]");
    return showInvisible(shortenQuotations(text)).slice(0, longestWords);
  };
