/** Text of others as text: its own language and direction, and every invisible character shown as what it is. */
import { showInvisible } from "#kit/text/show-invisible.ts";
import { splitIds } from "#kit/text/whole-ids.ts";

export const Foreign = ({ text, language }: { text: string; language?: string }) => (
  <bdi {...(language === undefined || language === "und" ? {} : { lang: language })}>{showInvisible(text)}</bdi>
);

/** Words of a sentence; ids do not break. */
export const Words = ({ text }: { text: string }) => {
  let at = 0;
  return splitIds(showInvisible(text)).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isId ? (
      <span className="nb" key={key}>
        {piece.text}
      </span>
    ) : (
      piece.text
    );
  });
};

/** The address when it is plain http(s); anything else stays text. */
export const webAddress = (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return (url.protocol === "https:" || url.protocol === "http:") && url.username === "" ? url.href : undefined;
};
