/** Hits as a list: what it is, whose, when, and the words around what was found. Each opens with the words marked. */
import { Link } from "@tanstack/react-router";
import { formatLongDay, formatTime } from "#kit/text/format-time.ts";
import type { SearchHit, SearchSnippet } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { MarkedText } from "./marked-text.tsx";

const isUnknown = (language: string): boolean => language === "und" || language === "";

const Title = ({ hit, language }: { hit: SearchHit; language?: string }) => (
  <bdi {...(language === undefined || isUnknown(language) ? {} : { lang: language })}>
    {hit.title === "" ? "Without a title" : <MarkedText text={hit.title} marks={hit.titleMarks} />}
  </bdi>
);

const Snippet = ({ snippet, language }: { snippet: SearchSnippet; language?: string }) => (
  <q className="found-words" dir="auto" {...(language === undefined || isUnknown(language) ? {} : { lang: language })}>
    <MarkedText text={snippet.text} start={snippet.start} marks={snippet.marks} />
  </q>
);

const Partial = ({ hit }: { hit: SearchHit }) =>
  hit.partial ? <p className="meta">Very long: not all of it could be searched.</p> : null;

const ArticleHit = ({ hit, words }: { hit: Extract<SearchHit, { kind: "article" }>; words: string }) => (
  <li>
    <p className="meta">
      <b>
        <Foreign text={hit.outlet} />
      </b>{" "}
      {hit.publishedAt === null ? `no date, first seen ${formatTime(hit.firstSeenAt)}` : formatTime(hit.publishedAt)}
      {isUnknown(hit.language) ? "" : `, ${hit.language}`} <TlpLabel tlp={hit.tlp} />
    </p>
    <h2 className="found-title">
      <Link to="/record/$key" params={{ key: hit.key }} search={{ q: words }}>
        <Title hit={hit} language={hit.language} />
      </Link>
    </h2>
    {hit.snippets.map((snippet) => (
      <Snippet key={`${snippet.in} ${snippet.start}`} snippet={snippet} language={hit.language} />
    ))}
    <Partial hit={hit} />
  </li>
);

const EditionHit = ({ hit }: { hit: Extract<SearchHit, { kind: "edition" }> }) => (
  <li>
    <p className="meta">
      <b>Edition</b> {formatLongDay(hit.date)} <TlpLabel tlp={hit.tlp} />
    </p>
    <h2 className="found-title">
      <Link to="/" search={{ edition: hit.key }}>
        <Title hit={hit} />
      </Link>
    </h2>
    {hit.snippets.map((snippet) => (
      <p key={snippet.sentenceId ?? ""}>
        <Snippet snippet={snippet} />{" "}
        <Link to="/" search={{ edition: hit.key }} hash={snippet.sentenceId ?? ""} className="meta">
          Open this sentence
        </Link>
      </p>
    ))}
    <Partial hit={hit} />
  </li>
);

export const SearchHits = ({ hits, words }: { hits: readonly SearchHit[]; words: string }) => (
  <ol className="found">
    {hits.map((hit) =>
      hit.kind === "article" ? (
        <ArticleHit key={hit.key} hit={hit} words={words} />
      ) : (
        <EditionHit key={hit.key} hit={hit} />
      ),
    )}
  </ol>
);
