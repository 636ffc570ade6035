/** Sigma's names of web servers and proxies (taxonomy appendix), for logs that use the W3C names of the same things. */
import type { FieldTaxonomy } from "#terms/event.ts";

export const webTaxonomy: FieldTaxonomy = {
  roots: [],
  aliases: {
    "c-uri": ["cs-uri", "cs-url", "cs-uri-path", "cs-uri-stem"],
    "cs-uri": ["c-uri", "cs-url", "cs-uri-stem"],
    "cs-uri-stem": ["cs-uri-path", "cs-uri", "c-uri"],
    "c-uri-query": ["cs-uri-query", "cs-query"],
    "cs-uri-query": ["c-uri-query", "cs-query"],
    "c-useragent": ["cs-user-agent", "cs(User-Agent)"],
    "cs-user-agent": ["c-useragent", "cs(User-Agent)"],
    "cs-referer": ["cs-referrer", "cs(Referer)"],
    "cs-referrer": ["cs-referer", "cs(Referer)"],
    "cs-cookie": ["cs(Cookie)"],
    "cs-host": ["cs(Host)", "r-host", "s-computername"],
    "r-dns": ["cs-host", "cs(Host)", "r-host"],
    "cs-method": ["c-method"],
    "c-ip": ["src_ip"],
    src_ip: ["c-ip"],
    dst_ip: ["s-ip", "r-ip"],
    dst_port: ["s-port", "r-port"],
    ClientIP: ["c-ip"],
    Computer: ["s-computername"],
  },
};
