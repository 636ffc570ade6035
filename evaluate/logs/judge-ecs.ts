/** A flat log and the same events in ECS, line by line, under Sigma's names. */
import { createFieldView } from "../../src/defend/detect/index.ts";
import { observeAll } from "../../src/defend/observe/index.ts";
import type { Event, EventFields, FieldView } from "../../src/terms/event.ts";
import type { TarFile } from "../read-tar.ts";
import type { Check } from "./judge-audit.ts";

const always = ["EventID", "Channel", "Provider_Name", "Computer"];

/** A field that is `null` is no more there than one that is absent. */
const read = (view: FieldView, name: string): string =>
  JSON.stringify((view.get(name) ?? []).filter((leaf) => leaf !== null).map(String));

const namesOf = (event: Event): string[] => {
  const { winlog } = event.fields;
  const data = typeof winlog === "object" && winlog !== null ? (winlog as EventFields).event_data : undefined;
  return [...always, ...(typeof data === "object" && data !== null ? Object.keys(data) : [])];
};

const judgePair = (flat: Event, ecs: Event, index: number): Check => {
  const [first, second] = [createFieldView(flat), createFieldView(ecs)];
  const name = namesOf(ecs).find((one) => read(first, one) !== read(second, one));
  const source = JSON.stringify(flat.source) === JSON.stringify(ecs.source);
  const found = name === undefined ? [flat.source, ecs.source] : [read(first, name), read(second, name)];
  return { name: `line ${index + 1} ${name ?? "source"}`, found, passed: name === undefined && source };
};

export const judgeEcs = (files: readonly TarFile[]): Check[] => {
  const logs = files.filter(({ path }) => path.endsWith(".ndjson"));
  const runs = logs.map((file) => observeAll(file.bytes, { file: file.path }).events);
  const ecs = runs.find((events) => events[0]?.fields.ecs !== undefined);
  const flat = runs.find((events) => events[0]?.fields.ecs === undefined);
  if (ecs === undefined || flat === undefined) return [];
  return flat.flatMap((event, index) => {
    const other = ecs[index];
    return other === undefined ? [] : [judgePair(event, other, index)];
  });
};
