/** `watchfloor brief`: a day's reporting becomes a cited briefing, in as many forms as are asked for. */
import { editionToHtml, editionToJson, editionToMarkdown, editionToText } from "#pipeline/steps/publish-edition.ts";
import { type Audience, audienceOf, sectors } from "#terms/audience.ts";
import type { Edition } from "#terms/edition.ts";
import { type RoleId, roleIds } from "#terms/organisation.ts";
import { type BriefInput, callPipeline, requireArticles, sayLosses } from "./call-pipeline.ts";
import { interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { countOf, print, say } from "./say.ts";
import { formOf, writeOutput } from "./write-output.ts";

/** Nothing was said later of what was made just now. */
type Write = (edition: Edition, later: undefined, role: RoleId | undefined) => string | Promise<Uint8Array>;

/** The browser's door is opened only where a PDF is asked for. */
const editionToPdf: Write = async (edition, _, role) => {
  const { printPdf } = await import("#outside/print/print-pdf.ts");
  const printed = await printPdf(editionToHtml(edition, undefined, role), { signal: interrupted });
  if (!printed.ok) throw unfinished(printed.error.message);
  return printed.value;
};

const requireBrowser = async (): Promise<void> => {
  const { findChromium } = await import("#outside/print/find-chromium.ts");
  const found = await findChromium();
  if (!found.ok) throw unfinished(found.error);
};

const forms = {
  md: editionToMarkdown,
  html: editionToHtml,
  pdf: editionToPdf,
  txt: editionToText,
  json: (edition) => editionToJson(edition),
} as const satisfies Record<string, Write>;
type Form = keyof typeof forms;
const formNames = Object.keys(forms) as Form[];

export interface BriefOptions extends Omit<BriefInput, "audience"> {
  readonly outputs: readonly string[];
  /** Whose action leads the forms for people. */
  readonly role: string | undefined;
  readonly sectors: readonly string[];
  readonly json: boolean;
}

const sayFaults = (edition: Edition): boolean => {
  const failed = edition.gates.filter((gate) => !gate.passed);
  for (const gate of failed) {
    for (const fault of gate.faults) say(`${gate.id} ${fault.sentenceId ?? ""}: ${fault.message}`);
    if (gate.faults.length === 0) say(`${gate.id} failed.`);
  }
  return failed.length > 0;
};

const readRole = (text: string | undefined): RoleId | undefined => {
  const role = roleIds.find((id) => id === text);
  if (text !== undefined && role === undefined)
    throw wrongUse(`--role: Expected one of ${roleIds.join(", ")} but found ${text}`);
  return role;
};

const readSectors = (texts: readonly string[]): Audience | undefined => {
  const named = texts.map((text) => {
    const sector = sectors.find((each) => each === text);
    if (sector === undefined) throw wrongUse(`--sector: Expected one of ${sectors.join(", ")} but found ${text}`);
    return sector;
  });
  return audienceOf({ sectors: [...new Set(named)] });
};

export const runBrief = async (options: BriefOptions): Promise<ExitCode> => {
  // Before the work, so that a wrong ending or a missing browser does not cost a run.
  const role = readRole(options.role);
  const audience = readSectors(options.sectors);
  const outputs = options.outputs.map((path) => ({ path, form: formOf(path, formNames) }));
  if (outputs.some(({ form }) => form === "pdf")) await requireBrowser();
  const made = await callPipeline({ ...options, audience });
  requireArticles(made, options.inputs);
  const { edition, losses } = made;
  // What needs nothing else comes first: a print that fails costs none of the other files.
  const inOrder = [...outputs].sort((a, b) => Number(a.form === "pdf") - Number(b.form === "pdf"));
  for (const { path, form } of inOrder) await writeOutput(path, await forms[form](edition, undefined, role));
  if (options.json) await print(editionToJson(edition));
  else if (outputs.length === 0) await print(editionToMarkdown(edition, undefined, role));
  sayLosses(losses);
  const hasFailed = sayFaults(edition);
  const { scoreCard, stories, sources } = edition;
  const kept = stories.filter((story) => !story.excluded).length;
  const cited = sources.filter((source) => source.cited).length;
  say(
    `${countOf(sources.length, "article")}, ${countOf(kept, "story", "stories")}, ${countOf(cited, "article")} cited, score ${scoreCard.total} of ${scoreCard.of}` +
      `${outputs.length === 0 ? "" : `: ${outputs.map((output) => output.path).join(", ")}`}`,
  );
  return hasFailed ? exitCodes.findings : exitCodes.fine;
};
