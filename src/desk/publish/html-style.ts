/**
 * The style of the HTML file: one column on screen with the quoted words in the margin where there is room, and the
 * print layout (A4 and Letter, TLP and page number on every page, nothing split that belongs together).
 *
 * Colours are the desk's roles in light and dark; yellow marks source words and nothing else.
 */
import { showInvisible } from "#kit/text/show-invisible.ts";

const light = `--canvas:#f4f6f7;--surface:#fff;--ink:#14191f;--ink2:#424b57;--ink3:#5a6470;--edge:#7f8893;--line:#d6dbe0;
--accent:#0a5578;--accentbg:#e1eef5;--ev:#ffefa8;--evink:#14191f;--evline:#856000;--warn:#8a4300;--warnbg:#fcebdc;
--judge:#5a3a94;--mute:#4b5563`;

const dark = `--canvas:#0e1216;--surface:#151a20;--ink:#e9ecef;--ink2:#b6bfc9;--ink3:#939eab;--edge:#6e7a88;--line:#2a323b;
--accent:#7fc6e8;--accentbg:#12303f;--ev:#54430b;--evink:#fff4cf;--evline:#e0b83f;--warn:#f2b27a;--warnbg:#3a2410;
--judge:#c7aef5;--mute:#aeb8c3`;

const tlpInk: Readonly<Record<string, string>> = {
  "TLP:RED": "#ff2b2b",
  "TLP:AMBER": "#ffc000",
  "TLP:AMBER+STRICT": "#ffc000",
  "TLP:GREEN": "#33ff00",
};

const screen = `*{box-sizing:border-box}
html{scroll-padding:24px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--canvas);color:var(--ink);font:18px/29px "Source Serif 4",Georgia,"Times New Roman",serif}
.wrap{max-width:1000px;margin:0 auto;padding:24px 20px 64px}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--surface);padding:8px 12px}
header,footer,h2,h3,.meta,.m,.margin,.kind,dt,table,.toc,.grade,.runin{font-family:"IBM Plex Sans",system-ui,"Segoe UI",Arial,sans-serif}
.top{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between;border-bottom:3px solid var(--ink);padding-bottom:12px}
.top p{margin:0;font-size:14px;line-height:20px;color:var(--ink2)}
.top .brand{font-size:18px;font-weight:600;color:var(--ink)}
.tlp{background:#000;color:var(--tlp);font:600 16px/24px "IBM Plex Sans",system-ui,Arial,sans-serif;padding:2px 8px;border-radius:4px;border:1px solid var(--line);white-space:nowrap;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.head{font-size:34px;line-height:40px;margin:28px 0 12px;text-wrap:balance;max-width:22em;overflow-wrap:anywhere}
h1{display:inline;font-size:inherit;font-weight:600;margin:0}
h2{font-size:15px;line-height:21px;margin:0 0 6px}
h3{font-size:15px;line-height:21px;margin:0 0 4px}
p{margin:0 0 10px;overflow-wrap:break-word}
ul,ol.sources,dl{margin:0 0 10px}
ul{padding-left:20px}li{margin-bottom:6px}
.meta{font-size:13px;line-height:18px;color:var(--ink3)}
.part{margin-top:28px;display:grid;grid-template-columns:minmax(0,1fr);gap:0 28px}
.margin{display:none;font-size:13px;line-height:18px;color:var(--ink2);border-left:1px solid var(--line);padding-left:14px}
.margin p{margin:0 0 8px}.margin q{font-family:"Source Serif 4",Georgia,serif;quotes:"“" "”"}.margin b{color:var(--ink)}
.nb{white-space:nowrap}.ms{font-size:12px;line-height:1;vertical-align:1px}
.m{display:inline-block;min-width:24px;padding:5px 4px;margin-left:3px;border-radius:3px;background:var(--accentbg);color:var(--accent);font-weight:600;text-align:center;text-decoration:none}
.s:target{background:var(--accentbg)}
.assess{border-left:3px solid var(--judge);padding-left:14px;margin-bottom:12px}
.assess .kind{color:var(--judge);font-weight:600;font-size:13px;line-height:18px;margin-bottom:2px}
.card{background:var(--surface);border:1px solid var(--edge);border-radius:8px;padding:14px 16px;margin-bottom:12px}
dl{display:grid;grid-template-columns:84px minmax(0,1fr);gap:4px 12px;font-size:16px;line-height:25px}
dt{font-size:13px;color:var(--ink3)}dd{margin:0;overflow-wrap:break-word}
.differ{background:var(--warnbg);border-radius:8px;padding:12px 16px;margin-bottom:12px}
.runin{font-size:15px;font-weight:600}
.frame{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:20px;margin-bottom:12px}
th{text-align:left;color:var(--ink3);font-weight:600}
th,td{border-bottom:1px solid var(--line);padding:6px 10px 6px 0;vertical-align:top}th{white-space:nowrap}td.w{overflow-wrap:anywhere;min-width:8em}caption{text-align:left}
td.n{white-space:nowrap}
.grade{display:inline-block;border:1px solid var(--edge);border-radius:4px;font-size:13px;line-height:18px;white-space:nowrap}
.grade span{padding:0 6px}.grade span+span{border-left:1px solid var(--edge)}
.passages{list-style:none;padding:0}
.passages li{border-top:1px solid var(--line);padding:12px 0;margin:0}
.passages li:target{background:var(--surface);outline:2px solid var(--accent);outline-offset:4px}
.passages blockquote{margin:4px 0;color:var(--ink2);font-size:16px;line-height:25px;white-space:pre-line;overflow-wrap:break-word}
mark{background:var(--ev);color:var(--evink);border-bottom:2px solid var(--evline)}
del{color:var(--mute)}ins{text-decoration:underline}
footer{margin-top:32px;border-top:1px solid var(--line);padding-top:12px;display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap}
.back a{display:inline-block;min-width:24px;padding:3px 4px}
@media (min-width:1000px){.part:not(.wide){grid-template-columns:minmax(0,1fr) 270px}.margin{display:block}}
@media (max-width:600px){body{font-size:17px;line-height:27px}.head{font-size:26px;line-height:31px}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}
@media (forced-colors:active){mark{border-bottom:2px solid Mark;forced-color-adjust:none;background:Mark;color:MarkText}.card,.differ{border:1px solid CanvasText}}`;

/** Text as a CSS string: quotes, backslashes and line ends become escapes, so nothing ends the string early. */
const cssString = (text: string): string =>
  `"${showInvisible(text).replace(/["\\<>\n\t]/g, (each) => `\\${(each.codePointAt(0) ?? 0).toString(16)} `)}"`;

const print = (heading: string, tlp: string, foot: string, ink: string): string => {
  // A margin box is as wide as it is told: about 8.4 pt a capital letter at 12 pt bold, and the padding.
  const width = Math.round(tlp.length * 8.6) + 14;
  const label = `width:${width}pt;font:bold 12pt/15pt Arial,sans-serif;color:${ink};background:#000;text-align:center;margin:18pt 0`;
  return `
@page{margin:22mm 15mm 20mm;
@top-left{content:${cssString(heading)};font:9pt/12pt Arial,sans-serif;color:#424b57}
@top-right{content:${cssString(tlp)};${label}}
@bottom-left{content:${cssString(foot)};font:8.5pt/11pt Arial,sans-serif;font-variant-ligatures:none;color:#424b57}
@bottom-center{content:"Page " counter(page) " of " counter(pages);white-space:nowrap;font:8.5pt/11pt Arial,sans-serif;color:#424b57}
@bottom-right{content:${cssString(tlp)};${label}}}
@page:first{@top-left{content:""}}
@media print{:root{${light.replaceAll("\n", "")}}
body{background:#fff;font-size:9.7pt;line-height:14.7pt;font-variant-ligatures:no-common-ligatures;orphans:3;widows:3}.wrap{max-width:none;padding:0}
.skip,.toc,.noprint{display:none}
.head{font-size:20pt;line-height:24pt;margin:8pt 0}h1,h2,h3{white-space:pre-wrap}
h2{font-size:10pt;line-height:14pt;break-after:avoid}h3,.runin{font-size:9.7pt;line-height:14pt;break-after:avoid}
p{margin-bottom:5pt}.part{margin-top:12pt}
.part:not(.wide){grid-template-columns:minmax(0,1fr) 59mm}
.margin{display:block;font-size:8pt;line-height:11pt}.margin p{margin-bottom:5pt}
.m{background:none;padding:0 1pt;min-width:0;font-size:7pt;vertical-align:3pt}
.ms{font-size:7pt;vertical-align:baseline}
.card,.assess,.differ,.passages li,tr{break-inside:avoid}
.card,.differ{border:0.75pt solid #7f8893;background:#fff;padding:8pt 10pt}
.top .tlp{display:none}.passages li{padding:5pt 0}
.card>:last-child,.differ>:last-child,.assess>:last-child,li>dl:last-child{margin-bottom:0}
.passages .grade{margin:0 3pt 0 1pt}.back a{min-width:0;padding:0 2pt}
dl,.passages blockquote{font-size:9pt;line-height:13pt}dt,.meta,table{font-size:8pt;line-height:11pt}dt{line-height:13pt}
thead{display:table-header-group}.frame{overflow:visible}
td,.hash{overflow-wrap:anywhere}td:not(.n){min-width:6.5em}.frame{break-before:avoid}
mark{background:none;border-bottom:1pt solid #14191f}
footer{display:none}a{color:#0a5578;text-decoration:none}}`;
};

/** The whole style sheet; what varies are the words that stand on each printed page. */
export const htmlStyle = (page: { heading: string; tlp: string; foot: string }): string => {
  const ink = tlpInk[page.tlp] ?? "#fff";
  return [
    `:root{color-scheme:light dark;--tlp:${ink};${light.replaceAll("\n", "")}}`,
    `@media (prefers-color-scheme:dark){:root{${dark.replaceAll("\n", "")}}}`,
    screen,
    print(page.heading, page.tlp, page.foot, ink).trim(),
  ].join("\n");
};
