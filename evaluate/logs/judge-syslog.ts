/** Syslog lines against a plain pattern of the common form: priority, time, host, tag, text. */
import { observeAll } from "../../src/defend/observe/index.ts";
import type { Event } from "../../src/terms/event.ts";
import type { TarFile } from "../read-tar.ts";
import { type Check, textOf } from "./judge-audit.ts";

const common =
  /^(?:<(\d{1,3})>)?([A-Z][a-z]{2} [ \d]\d?) ?(\d{4} )?(\d\d:\d\d:\d\d) (\S+) (?:([\w./-]+)(?:\[(\d+)\])?: )?(.*)$/s;

const messagesOf = (file: TarFile): string[] => {
  if (file.path.endsWith(".raw")) return textOf(file).split("\n");
  if (!/syslog[^/]*\.ndjson$/.test(file.path)) return [];
  return textOf(file)
    .split("\n", 2000)
    .filter((line) => line !== "")
    .map((line) => String((JSON.parse(line) as { message?: unknown }).message ?? ""));
};

const faultOf = (event: Event, found: RegExpExecArray): string | undefined => {
  const [, priority, date, year, clock, host, program, pid, text] = found;
  const time = Date.parse(`${date} ${year ?? "2020 "}${clock} UTC`);
  const { fields } = event;
  if (priority !== undefined && fields.priority !== Number(priority)) return "priority";
  if (event.timeMs !== time) return "time";
  if (fields.hostname !== host) return "hostname";
  if (program !== undefined && fields.appname !== program) return "appname";
  if (pid !== undefined && fields.procid !== pid) return "procid";
  return fields.message === text ? undefined : "message";
};

export const judgeSyslog = (files: readonly TarFile[]): Check[] =>
  files.flatMap((file) =>
    messagesOf(file).flatMap((line, index) => {
      const found = common.exec(line);
      if (found === null) return [];
      const [event] = observeAll(Buffer.from(line), { file: file.path, year: 2020 }).events;
      const fault = event === undefined ? "no event" : faultOf(event, found);
      return [{ name: `${file.path}:${index + 1} ${fault ?? ""}`, found: event?.fields, passed: fault === undefined }];
    }),
  );
