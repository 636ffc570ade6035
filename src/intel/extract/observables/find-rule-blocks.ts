/**
 * YARA rules and Sigma rules that stand in a text as blocks. The block is one mention; what is inside is found as well.
 *
 * YARA: `rule Name [: tags] {` with a `condition:` up to the brace that closes it. Sigma: a YAML document from `title:` with
 * `logsource:`, `detection:` and `condition:`. Bounded to 40,000 characters a block; each character is read at most twice.
 */
import type { Scan } from "./scan.ts";

const maxBlock = 40_000;

const closingBrace = (text: string, open: number): number => {
  let depth = 0;
  let quoted = false;
  const limit = Math.min(text.length, open + maxBlock);
  for (let at = open; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at += 1;
      else if (code === 34 || code === 10) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123) depth += 1;
    else if (code === 125 && --depth === 0) return at + 1;
  }
  return -1;
};

const findYara = (scan: Scan, add: (start: number, end: number, name: string) => void): void => {
  let done = 0;
  for (const found of scan.survey.find("yaraHead")) {
    if (found.index < done) continue;
    const open = found.index + found[0].length - 1;
    const end = closingBrace(scan.text, open);
    done = end === -1 ? open + maxBlock : end;
    if (end === -1 || !/\bcondition\s{0,8}:/.test(scan.text.slice(open, end))) continue;
    add(found.index + found[0].search(/\S/), end, found[1] ?? "");
  }
};

/** Where a YAML document that starts at `from` ends: at a fence, a blank line before text at the margin that is no key. */
const sigmaEnd = (text: string, from: number): number => {
  let at = from;
  const limit = Math.min(text.length, from + maxBlock);
  while (at < limit) {
    const lineEnd = text.indexOf("\n", at);
    const stop = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(at, stop).trimEnd();
    const inside = line === "" || /^(?:\s|#|- |[a-z_]+:(?:\s|$))/.test(line);
    if (!inside || /^```|^---$/.test(line)) return at;
    at = stop + 1;
  }
  return Math.min(at, text.length);
};

const findSigma = (scan: Scan, add: (start: number, end: number, title: string) => void): void => {
  let done = 0;
  for (const found of scan.survey.find("sigmaTitle")) {
    if (found.index < done) continue;
    const end = sigmaEnd(scan.text, found.index);
    done = end;
    const block = scan.text.slice(found.index, end).trimEnd();
    const isRule = /^logsource:/m.test(block) && /^detection:/m.test(block) && /^\s{1,12}condition:/m.test(block);
    if (isRule) add(found.index, found.index + block.length, (found[1] ?? "").trim());
  }
};

export const findRuleBlocks = (scan: Scan): void => {
  findYara(scan, (start, end, name) => scan.addBlock("yara_rule", start, end, name));
  findSigma(scan, (start, end, title) => scan.addBlock("sigma_rule", start, end, title));
};
