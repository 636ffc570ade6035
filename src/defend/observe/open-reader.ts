/** The reader for a log, by the format its first bytes (or the hints) say. */
import { openAudit } from "./audit/open-audit.ts";
import type { EventSink, LogReader } from "./event-sink.ts";
import { openEvtx } from "./evtx/open-evtx.ts";
import { openJson } from "./json/json-reader.ts";
import { firstLines, sniffFormat } from "./sniff-format.ts";
import { delimiterOf, openCsv } from "./tables/csv.ts";
import { openW3c } from "./tables/w3c.ts";
import { openZeekTsv } from "./tables/zeek-tsv.ts";
import { isOctetCounted, OctetFrames } from "./text/octet-frames.ts";
import { openAccess, openText, takeLine } from "./text/open-text.ts";
import { openEventXml } from "./xml/open-event-xml.ts";

const openTable = (sink: EventSink, head: Buffer): LogReader => {
  const [first = "", second] = firstLines(head).filter((line) => !line.startsWith("#TYPE"));
  return openCsv(sink, delimiterOf(first, second) ?? ",");
};

/** @param head the first bytes of the log; they are still to be pushed */
export const openReader = (sink: EventSink, head: Buffer): LogReader => {
  const format = sink.hints.format ?? sniffFormat(head);
  sink.ledger.format = format;
  switch (format) {
    case "evtx":
      return openEvtx(sink);
    case "json":
      return openJson(sink, head);
    case "event-xml":
      return openEventXml(sink);
    case "zeek-tsv":
      return openZeekTsv(sink);
    case "w3c":
      return openW3c(sink);
    case "csv":
      return openTable(sink, head);
    case "auditd":
      return openAudit(sink);
    case "access":
      return openAccess(sink);
    default:
      return isOctetCounted(head)
        ? new OctetFrames(sink, (line, offset) => takeLine(sink, line, offset))
        : openText(sink);
  }
};
