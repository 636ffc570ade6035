/** What stands at an address, in words: how much, how new, whole texts or beginnings, and what is in the way. */
import { formatTime } from "#kit/text/format-time.ts";
import type { LookedFeedView } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";

const textWords: Readonly<Record<LookedFeedView["texts"], string>> = {
  whole: "its entries hold whole texts",
  teasers: "its entries only begin their texts",
  titles: "its entries hold titles alone",
};

const PageFacts = ({ page }: { page: NonNullable<LookedFeedView["page"]> }) => (
  <li>
    Its newest page:{" "}
    {page.because === undefined ? (
      <>
        {countWords(page.characters ?? 0, "character")} of text
        {page.language === undefined ? null : <>, in {page.language}</>}
      </>
    ) : (
      <span className="source-warn">
        <Foreign text={page.because} />
        {page.characters === undefined ? "" : " The feed’s own words stand in."}
      </span>
    )}{" "}
    <span className="mono">{page.address}</span>
  </li>
);

export const FeedFacts = ({ feed }: { feed: LookedFeedView }) => (
  <div className="feed-facts">
    <p>
      {countWords(feed.entries, "entry", "entries")}
      {feed.newestAt === undefined ? ", none with a date" : `, newest ${formatTime(feed.newestAt)}`}
      {feed.undated > 0 && feed.newestAt !== undefined ? `, ${feed.undated} without a date` : ""};{" "}
      {textWords[feed.texts]}
      {feed.language === undefined ? "; it does not say its language" : `; in ${feed.language}, as it says`}.
    </p>
    <ul>
      {feed.newest.map(({ title, at }) => (
        <li key={`${title} ${at}`}>
          <Foreign text={title === "" ? "(no title)" : title} />
          {at === undefined ? null : <span className="meta"> {formatTime(at)}</span>}
        </li>
      ))}
    </ul>
    <ul className="meta">
      {feed.page === undefined ? null : <PageFacts page={feed.page} />}
      {feed.movedTo === undefined ? null : (
        <li className="source-warn">
          It answers from another address: <span className="mono">{feed.movedTo}</span>
        </li>
      )}
      {feed.unlinked === 0 ? null : (
        <li className="source-warn">
          {feed.unlinked} of {feed.entries} link to no page, and are not read: nothing could be cited.
        </li>
      )}
      {feed.faults.map((fault) => (
        <li key={fault} className="source-warn">
          Read anyway: <Foreign text={fault} />
        </li>
      ))}
    </ul>
  </div>
);
