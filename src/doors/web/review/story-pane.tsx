/** The story of the sentence: its outlets with their grades, what they disagree on, and what is left in each section. */
import { formatClock } from "#kit/text/format-time.ts";
import { Foreign, Words } from "../parts/foreign-text.tsx";
import { Grade } from "../parts/grade.tsx";
import { isFailing, useReview } from "./review-state.tsx";

const Sources = ({ urls }: { urls: readonly string[] }) => {
  const { draft, shownUrl, showUrl } = useReview();
  const sources = draft.sources
    .filter(({ url }) => urls.includes(url))
    .sort((a, b) => (a.number ?? 999) - (b.number ?? 999));
  return (
    <ol className="story-sources">
      {sources.map((source) => (
        <li key={source.url}>
          <button
            type="button"
            className="pane-row"
            aria-current={source.url === shownUrl}
            disabled={source.article === undefined}
            onClick={() => showUrl(source.url)}
          >
            <span className="number-plain">{source.number ?? ""}</span>
            <span className="story-source">
              <b>
                <Foreign text={source.outlet} />
              </b>
              <span className="meta">
                {source.publishedAt === null ? "no date" : formatClock(source.publishedAt)}
                {source.cited ? "" : ", not used"}
                {source.article === undefined ? ", no snapshot" : ""}
              </span>
            </span>
            <Grade reliability={source.reliability} credibility={source.credibility} />
          </button>
        </li>
      ))}
    </ol>
  );
};

const Story = () => {
  const { draft, chosen } = useReview();
  const told = draft.stories.filter(({ excluded }) => !excluded).sort((a, b) => a.rank - b.rank);
  const story = told.find(({ id }) => id === chosen?.storyId);
  if (story === undefined) {
    const urls = chosen?.citations.map(({ articleUrl }) => articleUrl) ?? [];
    return (
      <section className="pane-part">
        <p className="meta">{told.length === 1 ? "1 story" : `${told.length} stories`}; the sentence belongs to none</p>
        {urls.length === 0 ? null : <Sources urls={urls} />}
      </section>
    );
  }
  const contradictions = draft.contradictions.filter(({ storyId }) => storyId === story.id);
  const origins = story.origins?.length ?? 0;
  const outlets = story.articleUrls.length;
  return (
    <section className="pane-part">
      <p className="meta">
        Story {told.indexOf(story) + 1} of {told.length}
        {told[0] === story ? ", lead" : ""}
      </p>
      <h2>
        <Words text={story.title} />
      </h2>
      <p className="tags">
        <span className="tag">
          {outlets === 1 ? "1 outlet" : `${outlets} outlets`}, {origins === 1 ? "1 origin" : `${origins} origins`}
        </span>
        {contradictions.length === 0 ? null : (
          <span className="tag tag-warn">
            {contradictions.length === 1 ? "1 contradiction" : `${contradictions.length} contradictions`}
          </span>
        )}
      </p>
      <h3>Sources, by number</h3>
      <Sources urls={story.articleUrls} />
    </section>
  );
};

export const StoryPane = () => {
  const { draft, choose, chosen } = useReview();
  return (
    <aside className="review-story" data-pane="story" tabIndex={-1} aria-label="Story and sections">
      <Story />
      <section className="pane-part">
        <h3>Sections</h3>
        <ul className="section-list">
          {draft.sections
            .filter(({ of }) => of > 0)
            .map((section) => {
              const first =
                section.sentences.find(isFailing) ??
                section.sentences.find(({ counts, mark }) => counts && mark === undefined) ??
                section.sentences[0];
              return (
                <li key={section.id}>
                  <button
                    type="button"
                    className="pane-row spread"
                    aria-current={section.sentences.some(({ id }) => id === chosen?.id)}
                    onClick={() => (first === undefined ? undefined : choose(first.id))}
                  >
                    <span>{section.title}</span>
                    <span className={section.toFix > 0 ? "left-of to-fix" : "left-of"}>
                      {section.toFix > 0 ? `${section.toFix} to fix` : `${section.decided} of ${section.of}`}
                    </span>
                  </button>
                </li>
              );
            })}
        </ul>
      </section>
    </aside>
  );
};
