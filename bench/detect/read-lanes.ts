/** Rules and lanes of the measuring data, and a line of a lane as an event. */
import { matchingFiles } from "../../evaluate/read-json-lines.ts";
import { readTar, type TarFile } from "../../evaluate/read-tar.ts";
import type { PeekedValues, RuleFile } from "../../src/defend/detect/index.ts";
import type { Event, EventFields, LogSourceFacts } from "../../src/terms/event.ts";

export interface Lane {
  readonly name: string;
  readonly lines: readonly string[];
  /** The lines as they stand in a log, and where each starts; one number more than lines. */
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly verdicts: readonly string[] | undefined;
}

export const archives = async (dataDir: string, pattern: string): Promise<TarFile[]> =>
  (await Promise.all((await matchingFiles(dataDir, pattern)).map(readTar))).flat();

export const textOf = ({ bytes }: TarFile): string => Buffer.from(bytes).toString("utf8");
const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const laneFiles = async (dataDir: string): Promise<Map<string, TarFile>> => {
  const files = [
    ...(await archives(dataDir, "detection/*perf-lanes*")),
    ...(await archives(dataDir, "detection/*verdicts*")),
  ];
  return new Map(files.map((file) => [baseOf(file.path), file]));
};

/** Lines without the empty ones, as texts and as bytes. */
const linesOf = (text: string): Pick<Lane, "lines" | "bytes" | "starts"> => {
  const lines = text.split("\n").filter((line) => line !== "");
  const starts = new Int32Array(lines.length + 1);
  for (const [at, line] of lines.entries()) starts[at + 1] = (starts[at] ?? 0) + Buffer.byteLength(line) + 1;
  return { lines, bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")), starts };
};

export const readLanes = async (dataDir: string, only?: readonly string[]): Promise<Lane[]> => {
  const byName = await laneFiles(dataDir);
  return [...byName]
    .filter(([name]) => name.endsWith(".ndjson") && (only === undefined || only.includes(name.replace(".ndjson", ""))))
    .map(([name, file]): Lane => {
      const verdicts = byName.get(name.replace(".ndjson", ".verdicts.txt"));
      return {
        name: name.replace(".ndjson", ""),
        ...linesOf(textOf(file)),
        verdicts: verdicts === undefined ? undefined : textOf(verdicts).split("\n"),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};

/** @param folders of the rule set, as a pattern */
export const readRuleFiles = async (dataDir: string, folders: RegExp): Promise<RuleFile[]> => {
  const files = await archives(dataDir, "detection/*sigma-rules*");
  return files
    .filter(({ path }) => folders.test(path) && /\.ya?ml$/.test(path))
    .map((file) => ({ path: file.path, text: textOf(file) }));
};

export const mainRules = /(?:^|\/)rules\//;
export const allRules = /(?:^|\/)rules[^/]*\//;

const named = (value: unknown): string[] => (typeof value === "string" ? [value.toLowerCase()] : []);

const kinds = new Map<string, LogSourceFacts>();
let last: EventFields = {};
let lastFacts: LogSourceFacts = { categories: [], services: [], known: false };

/** One object for all events of a kind, as readers of logs give them. */
const factsOf = ({ product, category, service }: EventFields): LogSourceFacts => {
  if (product === last.product && category === last.category && service === last.service) return lastFacts;
  const key = JSON.stringify([product, category, service]);
  const [first] = named(product);
  const hints = { categories: named(category), services: named(service), known: false };
  lastFacts = kinds.get(key) ?? (first === undefined ? hints : { ...hints, product: first });
  kinds.set(key, lastFacts);
  last = { product, category, service };
  return lastFacts;
};

/** The same for a line that was not parsed, by the values of `sourceNames`. */
export const sourceOfNames = ([product, category, service]: PeekedValues): LogSourceFacts =>
  factsOf({ product, category, service });
export const sourceNames: readonly string[] = ["product", "category", "service"];

/** The event is routed by the product, category and service it names. */
export const toEvent = (line: string, record: number): Event => {
  const fields = JSON.parse(line) as EventFields;
  return { fields, source: factsOf(fields), file: "lane", record };
};
