/**
 * Results as one page that needs nothing else: a timeline, a filter and a list whose rows are made as they come in sight, so
 * that it opens fast with 100,000 results. Everything foreign is data in JSON and reaches the page as text; a policy in the
 * page allows its own style and script and nothing from elsewhere.
 *
 * Events are shown whole as long as they fit in a budget for the page; later ones are named by file and record.
 */
import { sha256Base64 } from "#kit/hash.ts";
import { escapeInvisibleInJson, showInvisible } from "#kit/text/show-invisible.ts";
import type { HuntResult } from "../finding.ts";
import { script, style } from "./html-page.ts";
import { tellResult } from "./tell-result.ts";
import type { FormWriter } from "./writer.ts";

const eventsBudget = 12_000_000;
const mostEvent = 20_000;
const mostWhy = 300;

/** JSON inside a script element: nothing in it can end the element. */
const jsonIn = (value: unknown): string =>
  escapeInvisibleInJson(JSON.stringify(value)).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");

const escapeHtml = (text: string): string =>
  showInvisible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Numbers for names, in the order they come. */
class Names {
  readonly list: unknown[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, entry: unknown): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.list.length);
    this.list.push(entry);
    return this.list.length - 1;
  }
}

const head = (): string => {
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; script-src 'sha256-${sha256Base64(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hunt: what was found</title>
<style>${style}</style></head><body>
<header><h1>Hunt: what was found</h1><p id="count">Loading…</p><noscript><p>The list needs scripts; the table below does not.</p></noscript></header>
<main><div class="tools"><label for="q">Filter by words <input id="q" type="search" autocomplete="off"></label>
<label for="level">Level and above <select id="level"><option>informational</option><option>low</option><option>medium</option><option>high</option><option>critical</option></select></label></div>
<canvas id="chart" role="img" aria-label="How many were found over time; taller is more, on a logarithmic scale"></canvas><p id="span"></p>
<div id="view" role="group" aria-label="Results in order of time"><div id="rows"></div></div>
<h2>Chosen result</h2><pre id="what" tabindex="0">Choose a row to see its event.</pre></main>
<script type="application/json" id="rows-data">[`;
};

interface RuleCount {
  readonly title: string;
  readonly level: string;
  count: number;
}

const tableOf = (counts: readonly RuleCount[]): string =>
  [...counts]
    .sort((one, other) => other.count - one.count)
    .map(({ title, level, count }) => {
      const cells = `<td class="${level}">${level}</td><td>${escapeHtml(title)}</td><td class="n">${count}</td>`;
      return `<tr>${cells}</tr>`;
    })
    .join("\n");

export const htmlWriter = (): FormWriter => {
  const rules = new Names();
  const hosts = new Names();
  const files = new Names();
  const counts = new Map<string, RuleCount>();
  let left = eventsBudget;
  let isFirst = true;

  const eventOf = (result: HuntResult): string | undefined => {
    const json =
      result.kind === "correlation"
        ? `[${result.events.map((event) => event.json ?? JSON.stringify(event)).join(",")}]`
        : result.event.json;
    if (json.length > mostEvent || json.length > left) return undefined;
    left -= json.length;
    return json;
  };

  const rowOf = (result: HuntResult): unknown[] => {
    const { ruleId, title, level } = result;
    const known = counts.get(ruleId) ?? { title, level, count: 0 };
    known.count += 1;
    counts.set(ruleId, known);
    const { host, why } = tellResult(result, mostWhy);
    const [first] = result.kind === "correlation" ? result.events : [result.event];
    const rule = rules.place(ruleId, [title, level, ruleId]);
    const timeMs = result.kind === "correlation" ? result.fromMs : result.event.timeMs;
    const event = eventOf(result);
    const isTime = timeMs !== undefined && Math.abs(timeMs) <= 8.64e15;
    const row = [
      rule,
      isTime ? timeMs : null,
      hosts.place(host, host),
      files.place(first?.file ?? "", first?.file ?? ""),
      first?.record ?? 0,
      why,
    ];
    return event === undefined ? row : [...row, event];
  };

  return {
    begin: head,
    add: (result) => {
      const comma = isFirst ? "\n" : ",\n";
      isFirst = false;
      return `${comma}${jsonIn(rowOf(result))}`;
    },
    end: () => `\n]</script>
<script type="application/json" id="names-data">${jsonIn({ rules: rules.list, hosts: hosts.list, files: files.list })}</script>
<section><h2>Rules that fired</h2><table><thead><tr><th scope="col">Level</th><th scope="col">Rule</th><th scope="col" class="n">Results</th></tr></thead><tbody>
${tableOf([...counts.values()])}
</tbody></table></section>
<script>${script}</script></body></html>
`,
  };
};
