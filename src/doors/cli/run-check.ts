/** `watchfloor check`: a briefing by any author, sentence by sentence against its sources; or pairs of source and claim. */

import { createReadStream } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { createInterface } from "node:readline";
import { causeText } from "#kit/cause-text.ts";
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import { checkDraft, checkPairLine, formatJson, formatSarif, formatText } from "#pipeline/steps/check-draft.ts";
import { callOpenSources, type SourceInput } from "./call-pipeline.ts";
import { type ExitCode, exitCodes, unfinished } from "./exit-codes.ts";
import { openTables } from "./open-config.ts";
import type { checkForms } from "./read-options.ts";
import { print, say } from "./say.ts";
import { readToolVersion } from "./tool-version.ts";
import { writeOutput } from "./write-output.ts";

/** Of lines that are no pairs so many are named. */
const mostNamed = 20;
const draftBytes = 5_000_000;

export interface CheckOptions extends SourceInput {
  readonly draft: string;
  readonly format: (typeof checkForms)[number];
  readonly output?: string | undefined;
}

const readDraft = async (path: string): Promise<string> => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unfinished(`${path}: Expected a readable file but found: ${causeText(cause)}`);
  });
  if (bytes.length > draftBytes) {
    throw unfinished(`${path}: Expected a draft of at most ${draftBytes} bytes but found ${bytes.length}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unfinished(`${path}: Expected UTF-8 text but found other bytes.`);
  }
};

/** Exit code 1 when a gate fails. */
export const runCheck = async (options: CheckOptions): Promise<ExitCode> => {
  const draft = await readDraft(options.draft);
  const { annotate } = await openTables();
  const articles = await callOpenSources(options);
  const checked = checkDraft({ text: draft, path: await realpath(options.draft) }, articles, annotate);
  const forms = {
    text: () => formatText(checked),
    json: () => escapeInvisibleInJson(formatJson(checked)),
    sarif: () => escapeInvisibleInJson(formatSarif(checked, options.draft, readToolVersion())),
  } as const;
  const text = forms[options.format]();
  if (options.output === undefined) await print(text);
  else await writeOutput(options.output, text);
  return checked.passed ? exitCodes.fine : exitCodes.findings;
};

/** Lines `{id, source, claim}` in, `{id, verdict, slot?, reason}` out, in order; a line that is none is named, and the others judged. */
export const runCheckPairs = async (path: string): Promise<ExitCode> => {
  const input = createReadStream(path, "utf8");
  const opened = new Promise<void>((resolve, reject) => {
    input.once("open", () => resolve());
    input.once("error", reject);
  });
  await opened.catch((cause: unknown) => {
    throw unfinished(`${path}: Expected a readable file but found: ${causeText(cause)}`);
  });
  const { annotate } = await openTables();
  let number = 0;
  let judged = 0;
  let supported = 0;
  let faulty = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === "") continue;
    // Some editors begin a file with a byte order mark.
    const result = checkPairLine(number === 1 ? line.replace(/^\uFEFF/, "") : line, annotate);
    if (typeof result === "string") {
      faulty += 1;
      if (faulty <= mostNamed) say(`${path}:${number}: ${result}`);
      continue;
    }
    judged += 1;
    if (result.verdict === "supported") supported += 1;
    await print(`${escapeInvisibleInJson(JSON.stringify(result))}\n`);
  }
  say(`${judged} pairs: ${supported} supported, ${judged - supported} not`);
  if (faulty > 0)
    throw unfinished(`${path}: Expected pairs but found ${faulty} lines that are none; the others were judged.`);
  return exitCodes.fine;
};
