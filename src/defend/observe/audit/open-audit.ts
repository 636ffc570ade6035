/** The Linux audit log as events: records joined, with what Sigma's Linux categories call their fields. */
import type { FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import { facts } from "../dress/cloud-kinds.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { LineSplitter } from "../lines/split-lines.ts";
import { excerptOf } from "../observe-report.ts";
import { type JoinedRecords, RecordJoiner } from "./join-records.ts";
import { parseAudit } from "./parse-audit.ts";

export const auditTaxonomy: FieldTaxonomy = {
  roots: [],
  aliases: {
    Image: ["exe"],
    CommandLine: ["cmdline", "proctitle"],
    CurrentDirectory: ["cwd"],
    ProcessId: ["pid"],
    ParentProcessId: ["ppid"],
    User: ["acct", "uid"],
    LogonId: ["ses"],
    TargetFilename: ["name"],
    DestinationIp: ["addr"],
    DestinationPort: ["port"],
    Computer: ["node"],
    ComputerName: ["node"],
  },
};

const sources = new Map<string, LogSourceFacts>();

const includes = (value: unknown, word: string): boolean =>
  value === word || (Array.isArray(value) && value.includes(word));

/** A run program, a file made and a connection opened are what Sigma's Linux categories ask for. */
const sourceOf = ({ types, fields }: JoinedRecords): LogSourceFacts => {
  const categories: string[] = [];
  if (types.includes("EXECVE")) categories.push("process_creation");
  if (types.includes("PATH") && includes(fields.nametype, "CREATE")) categories.push("file_event");
  if (types.includes("SOCKADDR") && includes(fields.syscall, "connect")) categories.push("network_connection");
  const key = categories.join(" ");
  const known = sources.get(key) ?? facts("linux", categories, ["auditd"]);
  sources.set(key, known);
  return known;
};

export const openAudit = (sink: EventSink): LogReader => {
  const joiner = new RecordJoiner((joined) => {
    const dress = { source: sourceOf(joined), taxonomy: auditTaxonomy, timeMs: joined.timeMs };
    sink.accept(joined.fields, joined.offset, dress, joined.raw);
  });
  const lines = new LineSplitter(
    {
      line: (bytes, start, end, offset) => {
        const line = bytes.toString("utf8", start, end);
        if (line.trim() === "" || line.startsWith("----")) return;
        const record = parseAudit(line);
        if (record !== undefined) joiner.add(record, line, offset);
        else sink.unread("not_an_audit_record", offset, excerptOf(bytes, start, end));
      },
      tooLong: (offset, size, head) => sink.unread("too_long", offset, `${size} bytes: ${excerptOf(head)}`),
    },
    sink.mostRecordBytes,
  );
  return {
    push: (bytes) => lines.push(bytes),
    end: () => {
      lines.end();
      joiner.end();
    },
  };
};
