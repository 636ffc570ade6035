/** A section: its name beside it, its blocks, and what an empty one says. All sections stand, in the product's order. */

import { Link } from "@tanstack/react-router";
import { formatTime } from "#kit/text/format-time.ts";
import type { ReadingBlock, ReadingSection } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { BlockView } from "./block-view.tsx";
import { isShownTo } from "./reading-index.ts";
import { useToday } from "./today-state.tsx";

const shortTitles: Readonly<Partial<Record<ReadingSection["id"], string>>> = {
  so_what: "So what",
  more: "More from this desk",
  footer: "About this edition",
};

const CitedSources = () => {
  const { reading } = useToday();
  const cited = reading.sources.filter((source) => source.cited);
  return (
    <ol className="cited">
      {cited.map((source) => (
        <li key={source.url}>
          <span className="number">{source.number}</span>
          <span className="cited-text">
            <b>
              <Foreign text={source.outlet} />
            </b>{" "}
            {source.articleId === undefined ? (
              <Foreign text={source.title} language={source.language} />
            ) : (
              <Link to="/article/$articleId" params={{ articleId: source.articleId }}>
                <Foreign text={source.title} language={source.language} />
              </Link>
            )}
            <span className="meta">
              {" "}
              {source.publishedAt === null ? "No date" : formatTime(source.publishedAt)}
              {source.note === undefined ? "" : `. ${source.note}`}
            </span>
          </span>
          <Grade reliability={source.reliability} credibility={source.credibility} />
        </li>
      ))}
    </ol>
  );
};

/** A heading above the first of a run of gaps or disagreements. */
const startsRun = (blocks: readonly ReadingBlock[], at: number): boolean => {
  const block = blocks[at];
  if (block === undefined || (block.type !== "gap" && block.type !== "disagreement")) return false;
  return block.heading !== undefined && block.heading !== blocks[at - 1]?.heading;
};

export const SectionView = ({ section, role }: { section: ReadingSection; role: string | undefined }) => {
  const { reading } = useToday();
  const blocks = section.blocks.filter((block) => isShownTo(role, block));
  const roleName = reading.roles.find((entry) => entry.id === role)?.name;
  const isForRole = section.id === "for_you" && roleName !== undefined;
  const title = isForRole ? `For you, ${roleName}` : (shortTitles[section.id] ?? section.title);
  return (
    <section className={`part part-${section.id}`} aria-labelledby={`h-${section.id}`} data-section={section.id}>
      <h2 id={`h-${section.id}`} tabIndex={-1} className={section.id === "summary" ? "sr-only" : ""}>
        {title}
      </h2>
      <div className="part-body">
        {blocks.map((block, at) => (
          <div key={block.sentences[0]?.id ?? at} className="block">
            {startsRun(blocks, at) ? <h3 className="run-head">{block.heading}</h3> : null}
            <BlockView block={block} />
          </div>
        ))}
        {section.id === "sources" ? <CitedSources /> : null}
        {blocks.length === 0 && section.id !== "sources" ? <p className="meta">Nothing today.</p> : null}
      </div>
    </section>
  );
};
