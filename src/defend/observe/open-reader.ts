/** The reader for a log, by the format its first bytes (or the hints) say. */
import type { EventSink, LogReader } from "./event-sink.ts";
import { openEvtx } from "./evtx/open-evtx.ts";
import { openJson } from "./json/json-reader.ts";
import { sniffFormat } from "./sniff-format.ts";

/** @param head the first bytes of the log; they are still to be pushed */
export const openReader = (sink: EventSink, head: Buffer): LogReader => {
  const format = sink.hints.format ?? sniffFormat(head);
  sink.ledger.format = format;
  if (format === "evtx") return openEvtx(sink);
  return openJson(sink, head);
};
