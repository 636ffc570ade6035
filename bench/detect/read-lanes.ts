/** Rules and lanes of the measuring data, and a line of a lane as an event. */
import { matchingFiles } from "../../evaluate/read-json-lines.ts";
import { readTar, type TarFile } from "../../evaluate/read-tar.ts";
import type { RuleFile } from "../../src/defend/detect/index.ts";
import type { Event, EventFields, LogSourceFacts } from "../../src/terms/event.ts";

export interface Lane {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bytes: number;
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

export const readLanes = async (dataDir: string, only?: readonly string[]): Promise<Lane[]> => {
  const byName = await laneFiles(dataDir);
  return [...byName]
    .filter(([name]) => name.endsWith(".ndjson") && (only === undefined || only.includes(name.replace(".ndjson", ""))))
    .map(([name, file]): Lane => {
      const verdicts = byName.get(name.replace(".ndjson", ".verdicts.txt"));
      return {
        name: name.replace(".ndjson", ""),
        lines: textOf(file)
          .split("\n")
          .filter((line) => line !== ""),
        bytes: file.bytes.length,
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

/** The event is routed by the product, category and service it names. */
export const toEvent = (line: string, record: number): Event => {
  const fields = JSON.parse(line) as EventFields;
  return { fields, source: factsOf(fields), file: "lane", record };
};
