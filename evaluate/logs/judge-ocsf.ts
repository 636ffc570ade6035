/** Raw records and their OCSF form under Sigma's names: where both have a value, one of it must be the same. */
import { createFieldView } from "../../src/defend/detect/index.ts";
import { observeAll } from "../../src/defend/observe/index.ts";
import type { Event } from "../../src/terms/event.ts";
import type { TarFile } from "../read-tar.ts";
import type { Check } from "./judge-audit.ts";

const names =
  "src_ip src_port dst_ip dst_port query record_type answer eventName eventSource sourceIPAddress userAgent awsRegion errorCode Image CommandLine ParentImage TargetFilename cs-method c-uri cs-host c-useragent sc-status c-ip".split(
    " ",
  );

const valuesOf = (event: Event, name: string): string[] =>
  (createFieldView(event).get(name) ?? [])
    .filter((leaf) => leaf !== null && leaf !== "")
    .map((leaf) => String(leaf).toLowerCase());

const judgeEvents = (path: string, raw: Event, ocsf: Event): Check[] =>
  names.flatMap((name) => {
    const [wanted, found] = [valuesOf(raw, name), valuesOf(ocsf, name)];
    if (wanted.length === 0 || found.length === 0) return [];
    return [{ name: `${path} ${name}`, wanted, found, passed: wanted.some((value) => found.includes(value)) }];
  });

const judgePair = (raw: TarFile, ocsf: TarFile): Check[] => {
  const [first] = observeAll(raw.bytes, { file: raw.path }).events;
  const [second] = observeAll(ocsf.bytes, { file: ocsf.path }).events;
  if (first === undefined || second === undefined) return [{ name: raw.path, wanted: "two events", passed: false }];
  return judgeEvents(raw.path, first, second);
};

export const judgeOcsf = (files: readonly TarFile[]): Check[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => {
    const ocsf = byPath.get(file.path.replace(/\.raw$/, ".ocsf"));
    return file.path.endsWith(".raw") && ocsf !== undefined ? judgePair(file, ocsf) : [];
  });
};
