/**
 * One address for one page: what tells two addresses of the same page apart is taken off.
 *
 * Off go: fragment, user info, default port, a dot at the end of the host, campaign and click parameters, and an
 * empty query. Host case, percent-encoding case and needlessly encoded letters are made one way (RFC 3986, 6.2.2).
 * Kept, because they can name another page: the scheme, the path's case and closing slash, and every other
 * parameter in its order and as it was written. Idempotent; an address that cannot be parsed comes back trimmed.
 */

/** Parameters that only say how the reader came here. Names as documented by the mail, advertising and analytics tools. */
const trackingNames: ReadonlySet<string> = new Set([
  "_ga",
  "_gl",
  "_hsenc",
  "_hsmi",
  "_openstat",
  "at_campaign",
  "at_medium",
  "dclid",
  "fbclid",
  "gad_source",
  "gbraid",
  "gclid",
  "gclsrc",
  "hsctatracking",
  "igsh",
  "igshid",
  "li_fat_id",
  "mc_cid",
  "mc_eid",
  "mkt_tok",
  "ml_subscriber",
  "ml_subscriber_hash",
  "msclkid",
  "oly_anon_id",
  "oly_enc_id",
  "rb_clickid",
  "s_cid",
  "srsltid",
  "ttclid",
  "twclid",
  "vero_conv",
  "vero_id",
  "wbraid",
  "wickedid",
  "yclid",
]);
const trackingPrefixes = ["utm_", "pk_", "mtm_", "piwik_", "hsa_"];

const isTracking = (parameter: string): boolean => {
  const equals = parameter.indexOf("=");
  const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
  return trackingNames.has(name) || trackingPrefixes.some((prefix) => name.startsWith(prefix));
};

const isUnreserved = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2d ||
  code === 0x2e ||
  code === 0x5f ||
  code === 0x7e;

/** `%7e` is `~`, and `%2f` is `%2F`: letters that need no encoding are decoded, the others get capital digits. */
const normaliseEncoding = (text: string): string =>
  text.replace(/%[0-9A-Fa-f]{2}/g, (octet) => {
    const code = Number.parseInt(octet.slice(1), 16);
    return isUnreserved(code) ? String.fromCharCode(code) : octet.toUpperCase();
  });

const withoutTracking = (search: string): string => {
  const kept = search
    .slice(1)
    .split("&")
    .filter((parameter) => parameter !== "" && !isTracking(parameter));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
};

const tidy = (url: URL): string => {
  url.hash = "";
  url.username = "";
  url.password = "";
  if (url.hostname.endsWith(".") && url.hostname.length > 1) url.hostname = url.hostname.slice(0, -1);
  url.pathname = normaliseEncoding(url.pathname);
  url.search = withoutTracking(normaliseEncoding(url.search));
  return url.href;
};

/** The canonical form of an http(s) or file address. */
export const canonicalUrl = (address: string): string => {
  const trimmed = address.trim();
  if (!URL.canParse(trimmed)) return trimmed;
  const url = new URL(trimmed);
  if (url.protocol === "http:" || url.protocol === "https:") return tidy(url);
  url.hash = "";
  return url.href;
};
