/** Search: what is on record and holds these words. The address is the question, so Back and a shared link come to it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { knownTlp, narrowestTlp } from "#terms/tlp.ts";
import type { SearchPage as Page } from "../../api/contract.ts";
import { type SearchAddress, useFound } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { ErrorWords } from "../app/state-views.tsx";
import { useTitle } from "../app/use-title.ts";
import { countWords } from "../today/reading-index.ts";
import { SearchForm } from "./search-form.tsx";
import { SearchHits } from "./search-hits.tsx";

/** The narrowest of what is shown. */
const tlpOf = (pages: readonly Page[]): string =>
  narrowestTlp(pages.flatMap(({ hits }) => hits.map(({ tlp }) => knownTlp(tlp))));

const hasFilter = ({ from, to, outlet, language, kind }: SearchAddress): boolean =>
  [from, to, outlet, language, kind].some((value) => value !== undefined);

/** Nothing found and nothing searched never look alike. */
const spanWords = ({ indexed, onRecord }: Page): string =>
  indexed < onRecord
    ? `Searched ${indexed.toLocaleString("en-GB")} of ${countWords(onRecord, "record")}: the rest is being put in. Search again in a while.`
    : `Searched ${countWords(onRecord, "record")}.`;

const foundWords = ({ count, countIsCapped }: Page): string =>
  countIsCapped ? `More than ${countWords(count, "record")} found` : `${countWords(count, "record")} found`;

const Bare = () => (
  <div className="empty">
    <h1 className="screen-title">Search what is on record</h1>
    <p>Every article that was read, and every edition: by words, names, CVE ids, techniques, addresses and hashes.</p>
  </div>
);

const None = ({ page, address }: { page: Page; address: SearchAddress }) => (
  <div className="empty">
    <div role="status">
      <h1 className="screen-title">Nothing found</h1>
    </div>
    <p>
      {spanWords(page)} None holds all of these words{hasFilter(address) ? " within these filters" : ""}.
    </p>
    <p>
      {hasFilter(address) ? "Leave a filter out" : "Leave a word out"}, or write the beginning of one:{" "}
      <code>ransom*</code>
    </p>
  </div>
);

const Fault = ({ error, onRetry }: { error: Error; onRetry: () => void }) => (
  <div className="error-card" role="alert">
    <h1 className="screen-title">Not searched</h1>
    <ErrorWords error={error} />
    <button type="button" className="button" onClick={onRetry}>
      Try again
    </button>
  </div>
);

const Found = ({ address, found }: { address: SearchAddress; found: ReturnType<typeof useFound> }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = found;
  const [first] = data?.pages ?? [];
  if (error !== null && (data === undefined || isPlaceholderData))
    return <Fault error={error} onRetry={() => void refetch()} />;
  if (data === undefined || first === undefined) return <h1 className="screen-title">Searching</h1>;
  if (first.hits.length === 0) return <None page={first} address={address} />;
  const hits = data.pages.flatMap((page) => page.hits);
  return (
    <div aria-busy={isPlaceholderData}>
      <div role="status">
        <h1 className="screen-title">{foundWords(first)}</h1>
      </div>
      <p className="meta">
        {spanWords(first)}{" "}
        {address.order === "best" ? "Best first: the newest 500, then those before." : "Newest first."} Times are UTC.
      </p>
      <SearchHits hits={hits} words={address.q ?? ""} />
      {error === null ? null : <p role="alert">The next hits could not be read. Try again.</p>}
      {hasNextPage ? (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Reading more" : "More"}
        </button>
      ) : (
        <p className="meta">{countWords(hits.length, "record")} shown; that is all.</p>
      )}
    </div>
  );
};

export const SearchPage = () => {
  const { edition: _, ...address } = useSearch({ from: "/search" });
  const navigate = useNavigate();
  const found = useFound(address);
  useTitle(address.q === undefined ? "Search" : `${address.q}, Search`);
  return (
    <div className="screen">
      <ScreenHead title="Search" state="on record" tlp={tlpOf(found.data?.pages ?? [])} />
      <main className="page" id="text" data-pane="text" tabIndex={-1}>
        <SearchForm
          key={JSON.stringify(address)}
          address={address}
          onAsk={(asked) => void navigate({ to: "/search", search: asked })}
        />
        {address.q === undefined ? <Bare /> : <Found address={address} found={found} />}
      </main>
    </div>
  );
};
