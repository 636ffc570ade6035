/** `watchfloor search`: what is on record and holds the words, as lines or as JSON. */
import { escapeInvisibleInJson, showInvisible } from "#kit/text/show-invisible.ts";
import type { Store } from "#store/index.ts";
import { deskViewer } from "#terms/person.ts";
import type { SearchHit, SearchPage, SearchRequest, SearchSnippet } from "#terms/search.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { countOf, drawProgress, endProgress, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";

export interface SearchFlags {
  readonly from?: string;
  readonly to?: string;
  readonly outlet?: string;
  readonly language?: string;
  readonly kind?: "article" | "edition";
  readonly order: "newest" | "best";
  readonly limit: number;
  readonly json: boolean;
}

/** A shell took the quotes off: what has spaces was one. */
const joinWords = (words: readonly string[]): string =>
  words
    .map((word) => (/\s/u.test(word) && !word.includes('"') ? word.replace(/^-?/, '$&"').concat('"') : word))
    .join(" ");

const page = 50;

/** Pages until there are as many as were asked for. */
const gather = async (store: Store, request: SearchRequest): Promise<SearchPage> => {
  const hits: SearchHit[] = [];
  let after: string | undefined;
  for (;;) {
    const limit = Math.min(page, request.limit - hits.length);
    const found = await store.search({ ...request, limit, after }, deskViewer);
    if (!found.ok)
      throw found.error.type === "asked" ? wrongUse(`search: ${found.error.because}`) : unfinished(found.error.because);
    hits.push(...found.value.hits);
    after = found.value.next;
    if (after === undefined || hits.length >= request.limit) return { ...found.value, hits };
  }
};

const nameOf = (hit: SearchHit): string =>
  hit.kind === "article"
    ? `${hit.publishedAt ?? "no date"}\t${hit.outlet}\t${hit.title}\t${hit.url}`
    : `${hit.asOf}\tedition\t${hit.title}\t${hit.key}`;

const snippetLine = ({ text, start, marks }: SearchSnippet): string => {
  let at = 0;
  let line = "";
  for (const mark of marks) {
    line += `${text.slice(at, mark.start - start)}[${text.slice(mark.start - start, mark.end - start)}]`;
    at = mark.end - start;
  }
  return line + text.slice(at);
};

/** Foreign text on one line, nothing of it for the terminal to obey. */
const plainLine = (text: string): string => showInvisible(text.replace(/\s+/gu, " ").trim());

const printLines = async (hits: readonly SearchHit[]): Promise<void> => {
  for (const hit of hits) {
    await print(`${nameOf(hit).split("\t").map(plainLine).join("\t")}\n`);
    for (const snippet of hit.snippets) await print(`  ${plainLine(snippetLine(snippet))}\n`);
  }
};

export const runSearch = async (words: readonly string[], { json, ...flags }: SearchFlags): Promise<ExitCode> => {
  return withDesk("search", async ({ store }) => {
    drawProgress({ step: "filling the index of words" });
    await store.searchFilled;
    endProgress();
    const found = await gather(store, { words: joinWords(words), ...flags });
    if (json) await print(`${escapeInvisibleInJson(JSON.stringify(found, null, 2))}\n`);
    else await printLines(found.hits);
    const total = `${found.countIsCapped ? "more than " : ""}${countOf(found.count, "record")}`;
    say(`${total} of ${found.onRecord} on record; ${found.hits.length} shown, ${flags.order} first`);
    return found.count === 0 ? exitCodes.findings : exitCodes.fine;
  });
};
