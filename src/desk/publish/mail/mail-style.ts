/**
 * How a mail looks: inline styles for every client, and one style block that repaints the same parts for a dark scheme.
 *
 * The block names classes of one letter, since a mail is kept small; a client that drops it shows the light colours.
 * Colours are the desk's roles; yellow stands under source words and nowhere else.
 */
const fonts = { serif: "Georgia,'Times New Roman',serif", sans: "Arial,Helvetica,sans-serif" } as const;

/** Text of a Traffic Light Protocol label on black; official colours. */
const tlpInk: Readonly<Record<string, string>> = {
  "TLP:RED": "#ff2b2b",
  "TLP:AMBER": "#ffc000",
  "TLP:AMBER+STRICT": "#ffc000",
  "TLP:GREEN": "#33ff00",
};
export const inkOfTlp = (tlp: string): string => tlpInk[tlp] ?? "#ffffff";

export const styles = {
  canvas: "margin:0;padding:0;background:#f4f6f7",
  page: "width:100%;max-width:600px;background:#ffffff",
  text: `padding:0 24px;font:17px/27px ${fonts.serif};color:#14191f;overflow-wrap:anywhere;word-break:break-word`,
  tlp: "padding:12px 24px;text-align:right",
  h1: `margin:16px 0 12px;font:600 27px/33px ${fonts.serif};color:#14191f`,
  h2: `margin:26px 0 6px;padding-top:14px;border-top:1px solid #d6dbe0;font:700 15px/21px ${fonts.sans};color:#14191f`,
  h3: `margin:0 0 4px;font:700 15px/21px ${fonts.sans};color:#14191f`,
  p: "margin:0 0 10px",
  meta: `margin:0 0 8px;font:13px/18px ${fonts.sans};color:#5a6470`,
  list: "margin:0 0 10px;padding:0 0 0 20px",
  item: "margin:0 0 6px",
  marker: `font:12px/1 ${fonts.sans};color:#5a6470`,
  runIn: `font:700 15px/21px ${fonts.sans}`,
  part: `font:13px/18px ${fonts.sans};color:#5a6470`,
  action: "padding:10px 14px;border:1px solid #7f8893",
  card: "padding:12px 14px 4px;border:1px solid #7f8893",
  assessment: "padding:0 0 0 12px;border-left:3px solid #5a3a94",
  assessmentKind: `margin:0 0 2px;font:700 13px/18px ${fonts.sans};color:#5a3a94`,
  differ: "padding:10px 14px 2px;background:#fcebdc",
  quotes: `padding:2px 0 0;font:14px/20px ${fonts.sans};color:#424b57`,
  quote: "margin:0 0 6px",
  words: `background:#ffefa8;color:#14191f;border-bottom:2px solid #856000;font:14px/21px ${fonts.serif}`,
  link: "color:#0a5578",
} as const;

/** Classes: `c` canvas, `s` surface, `k` text, `m` second text, `h` rule, `e` evidence, `j` judgement, `d` difference, `a` link, `b` border. */
export const mailStyleBlock = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.c{background:#0e1216!important}.s{background:#151a20!important}.k{color:#e9ecef!important}.m{color:#939eab!important}
.h{border-color:#2a323b!important}.b{border-color:#6e7a88!important}.e{background:#54430b!important;color:#fff4cf!important;border-color:#e0b83f!important}
.j{color:#c7aef5!important;border-color:#c7aef5!important}.d{background:#3a2410!important}.a{color:#7fc6e8!important}}
@media (max-width:620px){.t{padding-left:16px!important;padding-right:16px!important}}`;
