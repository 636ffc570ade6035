/**
 * One address for one page: no fragment, no tracking query, no default port, no `www.` and no trailing slash.
 * An address that does not parse is returned as it is.
 */
const tracking =
  /^(?:utm_|mc_|pk_|mtm_|hsa_|_hs|fbclid|gclid|dclid|msclkid|yclid|igshid|ref$|ref_src$|source$|cmpid|ncid|sref$|s_cid|icid|smid|wt\.|at_|xtor)/i;

export const canonicalAddress = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  const host = url.hostname.replace(/^www\./, "") + (url.port === "" ? "" : `:${url.port}`);
  return `${host}${url.pathname.replace(/\/+$/, "")}${url.search}`;
};
