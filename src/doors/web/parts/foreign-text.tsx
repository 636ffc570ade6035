/** Text of others as text: its own language and direction, and every invisible character shown as what it is. */
import { showInvisible } from "#kit/text/show-invisible.ts";

export const Foreign = ({ text, language }: { text: string; language?: string }) => (
  <bdi {...(language === undefined || language === "und" ? {} : { lang: language })}>{showInvisible(text)}</bdi>
);

/** Names such as `CVE-2026-25049` do not break at their hyphens; what is longer than a name may. */
const longestWhole = 28;
const idPattern = /([A-Z][A-Z0-9]{0,20}(?:-[A-Z0-9]{1,20}){1,6})/g;

/** Words of a sentence. Pieces at odd places are ids: that is how `split` hands on what the pattern caught. */
export const Words = ({ text }: { text: string }) => {
  const pieces = showInvisible(text).split(idPattern);
  let at = 0;
  return pieces.map((piece, index) => {
    const key = at;
    at += piece.length;
    return index % 2 === 1 && piece.length <= longestWhole ? (
      <span className="nb" key={key}>
        {piece}
      </span>
    ) : (
      piece
    );
  });
};

/** The address when it is plain http(s); anything else stays text. */
export const webAddress = (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return (url.protocol === "https:" || url.protocol === "http:") && url.username === "" ? url.href : undefined;
};
