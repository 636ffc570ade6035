/** Words that tell of two or more of a kind which one is meant; of one line, one holds and the others do not. Own lists. */
const lines: readonly string[] = [
  "upper|lower",
  "north northern|south southern|east eastern|west western",
  "inbound incoming|outbound outgoing",
  "internal|external",
  "public|private",
  "primary|secondary",
  "upstream|downstream",
  "male|female",
  "largest biggest|smallest",
  "highest|lowest",
  "maximum|minimum",
  "domestic|foreign",
  "senior|junior",
];

export interface Side {
  readonly line: number;
  readonly side: number;
}

/** A map, for "constructor" must find nothing. */
const sides: ReadonlyMap<string, Side> = new Map(
  lines.flatMap((line, at) =>
    line.split("|").flatMap((words, side) => words.split(" ").map((word) => [word, { line: at, side }] as const)),
  ),
);

export const sideOf = (lower: string): Side | undefined => sides.get(lower);
