/** The draft, sentence by sentence, in the order of the page. */
import { Fragment } from "react";
import type { DraftView } from "../../api/contract.ts";
import { DraftSentence } from "./draft-sentence.tsx";
import { isFailing, useReview } from "./review-state.tsx";

type Section = DraftView["sections"][number];

/** Lines that follow from the others are read in the edition; here stand those that people decide about. */
const shownIn = (section: Section) => section.sentences.filter((sentence) => sentence.open || isFailing(sentence));

const SectionPart = ({ section }: { section: Section }) => {
  let group: string | undefined;
  return (
    <section aria-labelledby={`section-${section.id}`} className="draft-section">
      <h2 id={`section-${section.id}`}>{section.title}</h2>
      <ol className="draft-sentences">
        {shownIn(section).map((sentence) => {
          const head = sentence.group !== group && sentence.group !== undefined ? sentence.group : undefined;
          group = sentence.group;
          return (
            <Fragment key={sentence.id}>
              {head === undefined ? null : (
                <li className="draft-group">
                  <h3>{head}</h3>
                </li>
              )}
              <DraftSentence sentence={sentence} />
            </Fragment>
          );
        })}
      </ol>
    </section>
  );
};

export const DraftPane = () => {
  const { draft, choose } = useReview();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: each sentence has a button that does the same by key.
    <main
      className="review-draft"
      id="text"
      data-pane="text"
      tabIndex={-1}
      onClick={(event) => {
        if (!(event.target instanceof Element) || event.target.closest("a, button, textarea, input, select, fieldset"))
          return;
        const id = event.target.closest<HTMLElement>("[data-sentence]")?.dataset.sentence;
        if (id !== undefined && (getSelection()?.toString() ?? "") === "") choose(id);
      }}
    >
      <h1 className="sr-only">Draft of {draft.date}</h1>
      {draft.sections
        .filter((section) => shownIn(section).length > 0)
        .map((section) => (
          <SectionPart key={section.id} section={section} />
        ))}
    </main>
  );
};
