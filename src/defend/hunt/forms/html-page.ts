/**
 * The parts of the HTML timeline that do not change: its style and its script. The script draws only the rows in sight, and
 * puts foreign text in as text, never as markup.
 */

export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#16202b;--dim:#56636f;--line:#d5dce2;--hit:#e8f0f7;--critical:#8c1d40;--high:#b3261e;--medium:#9a5b00;--low:#1f6f54;--informational:#4a5a68}
@media(prefers-color-scheme:dark){:root{--bg:#12181f;--fg:#e6ebf0;--dim:#9fb0bf;--line:#2c3742;--hit:#1d2a36;--critical:#ff8fb3;--high:#ff9d94;--medium:#f0b45c;--low:#7fd3b1;--informational:#a9b8c6}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,sans-serif}
header,main,section,footer{max-width:1400px;margin:0 auto;padding:0 16px}
h1{font-size:22px;margin:18px 0 4px}h2{font-size:17px;margin:22px 0 6px}
p{margin:4px 0;color:var(--dim)}
.tools{display:flex;flex-wrap:wrap;gap:10px;margin:12px 0}
.tools label{display:flex;flex-direction:column;font-size:13px;color:var(--dim)}
input,select{font:inherit;padding:5px 8px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--fg);min-width:160px}
#q{min-width:280px}
canvas{width:100%;height:90px;border:1px solid var(--line);border-radius:6px;display:block}
#view{height:56vh;min-height:240px;overflow:auto;border:1px solid var(--line);border-radius:6px;margin-top:10px;position:relative}
#rows{position:relative}
.row{position:absolute;left:0;right:0;height:28px;display:grid;grid-template-columns:190px 100px minmax(160px,1.2fr) minmax(80px,.6fr) minmax(160px,2fr);gap:10px;padding:4px 10px;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;font:inherit;font-size:13px;text-align:left;cursor:pointer}
.row span{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.row:hover,.row[aria-pressed=true]{background:var(--hit)}
.row:focus-visible{outline:2px solid var(--fg);outline-offset:-2px}
.critical{color:var(--critical);font-weight:600}.high{color:var(--high);font-weight:600}.medium{color:var(--medium)}.low{color:var(--low)}.informational{color:var(--informational)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);border-radius:6px;padding:10px;font:13px/1.45 ui-monospace,monospace;max-height:50vh;overflow:auto}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right}
@media(max-width:760px){.row{grid-template-columns:90px 1fr}.row span:nth-child(n+4),.row span:nth-child(1){display:none}}
`;

export const script = `
"use strict";
const rows = JSON.parse(document.getElementById("rows-data").textContent);
const { rules, hosts, files } = JSON.parse(document.getElementById("names-data").textContent);
const el = (id) => document.getElementById(id);
const time = (ms) => (ms === null ? "no time" : new Date(ms).toISOString().replace("T", " ").replace(/\\.000Z$/, "Z"));
const order = rows.map((_, i) => i).sort((a, b) => (rows[a][1] ?? Infinity) - (rows[b][1] ?? Infinity) || a - b);
const height = 28;
let shown = order;
let chosen = -1;
const draw = () => {
  const view = el("view");
  const first = Math.max(0, Math.floor(view.scrollTop / height) - 5);
  const last = Math.min(shown.length, Math.ceil((view.scrollTop + view.clientHeight) / height) + 5);
  const focused = document.activeElement?.dataset?.at;
  const list = document.createDocumentFragment();
  for (let at = first; at < last; at += 1) {
    const row = rows[shown[at]];
    const rule = rules[row[0]];
    const button = document.createElement("button");
    button.className = "row";
    button.style.top = at * height + "px";
    button.dataset.at = at;
    button.setAttribute("aria-pressed", String(shown[at] === chosen));
    for (const [text, name] of [[time(row[1]), ""], [rule[1], rule[1]], [rule[0], ""], [hosts[row[2]], ""], [row[5], ""]]) {
      const cell = document.createElement("span");
      cell.textContent = text;
      if (name !== "") cell.className = name;
      button.append(cell);
    }
    list.append(button);
  }
  el("rows").replaceChildren(list);
  if (focused !== undefined) el("rows").querySelector('[data-at="' + focused + '"]')?.focus({ preventScroll: true });
};
const chart = () => {
  const canvas = el("chart");
  const width = (canvas.width = canvas.clientWidth * devicePixelRatio);
  const tall = (canvas.height = canvas.clientHeight * devicePixelRatio);
  const timed = shown.filter((i) => rows[i][1] !== null);
  if (timed.length === 0) return;
  const from = rows[timed[0]][1];
  const span = Math.max(1, rows[timed[timed.length - 1]][1] - from);
  const bins = Math.min(240, Math.max(1, Math.floor(width / 5)));
  const levels = ["informational", "low", "medium", "high", "critical"];
  const counts = levels.map(() => new Float64Array(bins));
  for (const i of timed) {
    const bin = Math.min(bins - 1, Math.floor(((rows[i][1] - from) / span) * bins));
    counts[Math.max(0, levels.indexOf(rules[rows[i][0]][1]))][bin] += 1;
  }
  let most = 1;
  for (let bin = 0; bin < bins; bin += 1) most = Math.max(most, counts.reduce((sum, one) => sum + one[bin], 0));
  const paint = canvas.getContext("2d");
  const colours = getComputedStyle(document.documentElement);
  const scale = (n) => (n === 0 ? 0 : Math.max(2, (Math.log1p(n) / Math.log1p(most)) * (tall - 4)));
  for (let bin = 0; bin < bins; bin += 1) {
    let sum = 0;
    let base = 0;
    levels.forEach((level, index) => {
      sum += counts[index][bin];
      const top = scale(sum);
      paint.fillStyle = colours.getPropertyValue("--" + level);
      paint.fillRect((bin / bins) * width, tall - top, width / bins - 1, top - base);
      base = top;
    });
  }
  el("span").textContent = time(from) + " to " + time(from + span);
};
const filter = () => {
  const words = el("q").value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const level = el("level").value;
  const rank = ["informational", "low", "medium", "high", "critical"].indexOf(level);
  const all = ["informational", "low", "medium", "high", "critical"];
  shown = order.filter((i) => {
    const row = rows[i];
    const rule = rules[row[0]];
    if (all.indexOf(rule[1]) < rank) return false;
    if (words.length === 0) return true;
    const text = (rule[0] + " " + rule[2] + " " + hosts[row[2]] + " " + files[row[3]] + " " + row[5]).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  el("rows").style.height = shown.length * height + "px";
  el("count").textContent = shown.length.toLocaleString("en-GB") + " of " + rows.length.toLocaleString("en-GB") + " shown";
  el("view").scrollTop = 0;
  draw();
  chart();
};
const detail = (index) => {
  chosen = index;
  const row = rows[index];
  const rule = rules[row[0]];
  const event = row[6];
  const place = files[row[3]] + ", record " + row[4];
  let text = event ?? "The event stands in " + place + ".";
  try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* cut short: shown as it is */ }
  el("what").textContent = rule[0] + " (" + rule[1] + ", " + rule[2] + ")\\n" + time(row[1]) + "  " + hosts[row[2]] + "\\n" + place + "\\n\\n" + row[5] + "\\n\\n" + text;
  draw();
};
el("view").addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
el("rows").addEventListener("click", (event) => {
  const button = event.target.closest(".row");
  if (button !== null) detail(shown[Number(button.dataset.at)]);
});
el("rows").addEventListener("keydown", (event) => {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const at = Math.max(0, Math.min(shown.length - 1, Number(event.target.dataset.at) + step));
  const view = el("view");
  if (at * height < view.scrollTop) view.scrollTop = at * height;
  if ((at + 1) * height > view.scrollTop + view.clientHeight) view.scrollTop = (at + 1) * height - view.clientHeight;
  draw();
  el("rows").querySelector('[data-at="' + at + '"]')?.focus({ preventScroll: true });
});
let waiting;
el("q").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
el("level").addEventListener("change", filter);
addEventListener("resize", () => { draw(); chart(); });
filter();
document.documentElement.dataset.ready = "yes";
`;
