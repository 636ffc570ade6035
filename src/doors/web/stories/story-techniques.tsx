/** The techniques a story shows: stated ones apart from suggested, each with the words it rests on. */

import { Link } from "@tanstack/react-router";
import type { Reading } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";

type Story = Reading["stories"][number];
type Technique = NonNullable<Story["techniques"]>[number];
type Evidence = Technique["evidence"][number];

const Words = ({ evidence, reading }: { evidence: Evidence; reading: Reading }) => {
  const source = reading.sources.find((entry) => entry.url === evidence.articleUrl);
  const at = evidence.start - evidence.sentenceStart;
  const outlet = <Foreign text={source?.outlet ?? evidence.articleUrl} />;
  return (
    <q dir="auto">
      <Foreign text={evidence.sentence.slice(0, at)} />
      <mark>
        <Foreign text={evidence.quote} />
      </mark>
      <Foreign text={evidence.sentence.slice(at + evidence.quote.length)} />{" "}
      <span className="meta">
        {source?.articleId === undefined ? (
          outlet
        ) : (
          <Link to="/article/$articleId" params={{ articleId: source.articleId }}>
            {outlet}
          </Link>
        )}
      </span>
    </q>
  );
};

const TechniqueList = ({ title, list, reading }: { title: string; list: readonly Technique[]; reading: Reading }) =>
  list.length === 0 ? null : (
    <>
      <p className="meta">{title}</p>
      <ul className="techniques">
        {list.map((one) => (
          <li key={one.id}>
            <b>{one.id}</b> {one.name}
            {one.basis === "suggested" ? <span className="meta"> {one.confidence.toFixed(2)}</span> : null}
            {one.alsoOwnedBy === undefined ? null : (
              <span className="meta"> name also of {one.alsoOwnedBy.join(", ")}</span>
            )}
            {one.evidence.map((evidence) => (
              <Words key={`${evidence.articleUrl} ${evidence.start}`} evidence={evidence} reading={reading} />
            ))}
          </li>
        ))}
      </ul>
    </>
  );

export const StoryTechniques = ({ story, reading }: { story: Story; reading: Reading }) => {
  const all = story.techniques ?? [];
  if (all.length === 0) return null;
  const stated = all.filter((one) => one.basis === "stated");
  const suggested = all.filter((one) => one.basis === "suggested");
  return (
    <details className="contra-more">
      <summary>
        {countWords(all.length, "technique")}: {stated.length} stated, {suggested.length} suggested
      </summary>
      <TechniqueList title="Stated: a source gives the id or name" list={stated} reading={reading} />
      <TechniqueList
        title="Suggested: read out of the words, with the share of like readings that annotators agreed with; no statement of fact"
        list={suggested}
        reading={reading}
      />
    </details>
  );
};
