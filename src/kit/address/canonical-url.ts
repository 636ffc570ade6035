/**
 * One address for one page: what tells two addresses of the same page apart is taken off.
 *
 * Off go: fragment, user info, default port, a dot at the end of the host, campaign and click parameters, and an
 * empty query; so do flags of how a page is shown or a link is paid for (`amp`, `sponsored`). Host case, percent-encoding case and needlessly encoded letters are made one way (RFC 3986, 6.2.2).
 * Kept, because they can name another page: the scheme, the path's case and closing slash, and every other
 * parameter in its order and as it was written. Idempotent; an address that cannot be parsed comes back trimmed.
 */

/** Parameters that only say how the reader came here. Names as documented by the mail, advertising and analytics tools. */
const trackingNames: ReadonlySet<string> = new Set([
  "__s",
  "__twitter_impression",
  "_branch_match_id",
  "_branch_referrer",
  "_ga",
  "_gl",
  "_hsenc",
  "_hsmi",
  "_ke",
  "_kx",
  "_openstat",
  "action_object_map",
  "action_type_map",
  "aff",
  "aff_id",
  "affid",
  "affiliate",
  "affiliate_id",
  "amp",
  "amp_gsa",
  "amp_js_v",
  "amp_lite",
  "at_campaign",
  "at_creation",
  "at_custom1",
  "at_custom2",
  "at_custom3",
  "at_custom4",
  "at_format",
  "at_link_id",
  "at_link_origin",
  "at_link_type",
  "at_medium",
  "campaign_id",
  "campaignid",
  "cmp",
  "cmpid",
  "dclid",
  "dm_i",
  "ef_id",
  "elqtrack",
  "elqtrackid",
  "epik",
  "fb_action_ids",
  "fb_action_types",
  "fb_ref",
  "fb_source",
  "fbclid",
  "ga_campaign",
  "ga_content",
  "ga_medium",
  "ga_source",
  "ga_term",
  "gad_campaignid",
  "gad_source",
  "gbraid",
  "gclid",
  "gclsrc",
  "guccounter",
  "guce_referrer",
  "guce_referrer_sig",
  "hsctatracking",
  "icid",
  "igsh",
  "igshid",
  "intcid",
  "irclickid",
  "itm_campaign",
  "itm_content",
  "itm_medium",
  "itm_source",
  "li_fat_id",
  "mbid",
  "mc_cid",
  "mc_eid",
  "mkt_tok",
  "ml_subscriber",
  "ml_subscriber_hash",
  "msclkid",
  "ncid",
  "ns_campaign",
  "ns_fee",
  "ns_linkname",
  "ns_mchannel",
  "ns_source",
  "ocid",
  "oly_anon_id",
  "oly_enc_id",
  "rb_clickid",
  "ref_src",
  "ref_url",
  "referer",
  "referrer",
  "s_cid",
  "scm",
  "smid",
  "smtyp",
  "soc_src",
  "soc_trk",
  "spm",
  "sponsored",
  "sr_share",
  "srsltid",
  "subid",
  "trk",
  "trkcampaign",
  "trkinfo",
  "ttclid",
  "twclid",
  "usqp",
  "vero_conv",
  "vero_id",
  "wbraid",
  "wickedid",
  "wt_mc",
  "wt_zmc",
  "xtor",
  "yclid",
  "zanpid",
]);
const trackingPrefixes = ["utm_", "pk_", "mtm_", "piwik_", "hsa_"];

/**
 * Words of everyday use that nearly always name the place of the link, the channel or the campaign; a value that begins
 * with a number or is a number of a document (`ref=2026-017`, `source=CVE-2026-1`) can name the page and stays.
 */
const placeNames: ReadonlySet<string> = new Set(["campaign", "ref", "ref_", "share", "shared", "source", "via"]);
const namesDocument = (value: string): boolean => /^\d|^[A-Za-z]{1,8}[-_ ]\d/.test(value);

const isTracking = (parameter: string): boolean => {
  const equals = parameter.indexOf("=");
  const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? "" : parameter.slice(equals + 1);
  if (placeNames.has(name)) return value === "1" || !namesDocument(value);
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
