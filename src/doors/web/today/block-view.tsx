/** Blocks of a section: paragraph, assessment, action card, item, gap, disagreement. */
import type { ReadingBlock, ReadingSentence } from "../../api/contract.ts";
import { ContradictionCard } from "../parts/contradiction-card.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { lowerFirst } from "./reading-index.ts";
import { SentenceList, SentenceText } from "./sentence-view.tsx";
import { splitParagraphs } from "./split-paragraphs.ts";
import { useToday } from "./today-state.tsx";

const ofPart = (block: ReadingBlock, part: ReadingSentence["part"]): readonly ReadingSentence[] =>
  block.sentences.filter((sentence) => sentence.part === part);

const Sentences = ({ sentences }: { sentences: readonly ReadingSentence[] }) =>
  sentences.map((sentence) => (
    <span key={sentence.id}>
      <SentenceText sentence={sentence} />{" "}
    </span>
  ));

const byWords = (sentence: ReadingSentence): string => {
  const text = sentence.text.replace(/\.$/, "");
  return /^by\s/i.test(text) ? lowerFirst(text) : `by ${text}`;
};

const Row = ({ word, children }: { word: string; children: React.ReactNode }) => (
  <div>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
);

/** Why you, Owner and when, Done when. */
const ActionRows = ({ block }: { block: ReadingBlock }) => {
  const why = ofPart(block, "why");
  const owner = ofPart(block, "owner");
  const by = ofPart(block, "by");
  const done = ofPart(block, "done_when");
  return (
    <dl className="rows">
      {why.length > 0 ? (
        <Row word="Why you">
          <Sentences sentences={why} />
        </Row>
      ) : null}
      {owner.length > 0 || by.length > 0 ? (
        <Row word="Owner">
          {owner.map((sentence) => (
            <span key={sentence.id} id={sentence.id}>
              <Words text={sentence.text.replace(/\.$/, "")} />
              {by.length > 0 ? ", " : ""}
            </span>
          ))}
          {by.map((sentence) => (
            <b key={sentence.id} id={sentence.id}>
              <Words text={byWords(sentence)} />
            </b>
          ))}
        </Row>
      ) : null}
      {done.length > 0 ? (
        <Row word="Done when">
          <Sentences sentences={done} />
        </Row>
      ) : null}
    </dl>
  );
};

const Card = ({ block }: { block: ReadingBlock }) => {
  const deeds = ofPart(block, "do");
  const plain = ofPart(block, undefined);
  return (
    <div className="card" id={`card-${block.role ?? ""}`}>
      <h3>{deeds.length > 0 ? <Sentences sentences={deeds} /> : block.roleName}</h3>
      {plain.length > 0 ? <SentenceList sentences={plain} /> : null}
      <ActionRows block={block} />
    </div>
  );
};

const Assessment = ({ block }: { block: ReadingBlock }) => {
  const plain = block.sentences.filter((sentence) => sentence.confidence !== true);
  const confidence = block.sentences.filter((sentence) => sentence.confidence === true);
  return (
    <div className="assessment">
      <p className="assessment-head">
        <Shape look="judge" /> Assessment by this desk
        {block.heading === undefined ? "" : `: ${lowerFirst(block.heading)}`}
      </p>
      <SentenceList sentences={plain} />
      {confidence.length > 0 ? <SentenceList sentences={confidence} className="small" /> : null}
    </div>
  );
};

const Item = ({ block }: { block: ReadingBlock }) => {
  const plain = ofPart(block, undefined);
  const deeds = ofPart(block, "do");
  return (
    <div className="item">
      <Prose sentences={[...plain, ...deeds]} heading={block.heading} />
      {block.sentences.some((sentence) => sentence.part !== undefined && sentence.part !== "do") ? (
        <ActionRows block={block} />
      ) : null}
    </div>
  );
};

const Disagreement = ({ block }: { block: ReadingBlock }) => {
  const { reading } = useToday();
  const entry = reading.contradictions.find((contradiction) => contradiction.id === block.contradiction);
  return (
    <div className="item">
      <SentenceList sentences={block.sentences} />
      {entry ? (
        <details className="contra-more">
          <summary>Both sides, in their words</summary>
          <ContradictionCard entry={entry} reading={reading} />
        </details>
      ) : null}
    </div>
  );
};

/** A story's paragraphs; its name runs in before the first. */
const Prose = ({ sentences, heading }: { sentences: readonly ReadingSentence[]; heading?: string | undefined }) =>
  splitParagraphs(sentences).map((part, at) => (
    <SentenceList key={part[0]?.id ?? at} sentences={part} heading={at === 0 ? heading : undefined} />
  ));

export const BlockView = ({ block }: { block: ReadingBlock }) => {
  switch (block.type) {
    case "card":
      return <Card block={block} />;
    case "assessment":
      return <Assessment block={block} />;
    case "item":
      return <Item block={block} />;
    case "gap":
      return (
        <div className="gap">
          <Shape look="gap" />
          <SentenceList sentences={block.sentences} />
        </div>
      );
    case "disagreement":
      return <Disagreement block={block} />;
    case "names":
      return <p className="names">{block.sentences.map((sentence) => sentence.text).join(" · ")}</p>;
    case "prose":
      return <Prose sentences={block.sentences} heading={block.heading} />;
  }
};
