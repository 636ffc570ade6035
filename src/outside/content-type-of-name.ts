/** A guess of the media type from a file's ending, for files that no server describes. */
const typeByEnding: Readonly<Record<string, string>> = {
  atom: "application/atom+xml",
  csv: "text/csv",
  css: "text/css",
  gif: "image/gif",
  gz: "application/gzip",
  htm: "text/html",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  jsonl: "application/x-ndjson",
  markdown: "text/markdown",
  md: "text/markdown",
  ndjson: "application/x-ndjson",
  opml: "text/x-opml",
  pdf: "application/pdf",
  png: "image/png",
  rdf: "application/rdf+xml",
  rss: "application/rss+xml",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tgz: "application/gzip",
  txt: "text/plain",
  webp: "image/webp",
  xhtml: "application/xhtml+xml",
  xml: "application/xml",
  zip: "application/zip",
  zst: "application/zstd",
};

/** Absent when the ending says nothing. */
export const contentTypeOfName = (name: string): string | undefined => {
  const dot = name.lastIndexOf(".");
  if (dot < 0) return undefined;
  const ending = name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(typeByEnding, ending) ? typeByEnding[ending] : undefined;
};
