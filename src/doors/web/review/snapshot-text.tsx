/** Text of a page as plain text: cited words marked, chosen words outlined. Each piece knows its place. */
import type { Ref } from "react";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { Piece } from "./cut-snapshot.ts";

export const SnapshotText = ({
  article,
  pieces,
  box,
}: {
  article: { readonly language: string };
  pieces: readonly Piece[];
  box?: Ref<HTMLDivElement>;
}) => (
  <div
    className="snapshot-text"
    dir="auto"
    {...(box === undefined ? {} : { ref: box })}
    {...(article.language === "und" ? {} : { lang: article.language })}
  >
    {pieces.map(({ start, text, isCited, isChosen }) => {
      const shown = showInvisible(text);
      const looks = { "data-at": start, ...(isChosen ? { "data-picked": true } : {}) };
      return isCited ? (
        <mark key={start} {...looks}>
          {shown}
        </mark>
      ) : (
        <span key={start} {...looks}>
          {shown}
        </span>
      );
    })}
  </div>
);
