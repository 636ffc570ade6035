/** Readers that take a log line by line, as text: each gets the line and where it starts. */
import type { EventSink, LogReader } from "../event-sink.ts";
import { excerptOf } from "../observe-report.ts";
import { LineSplitter } from "./split-lines.ts";

/** @param take is not given empty lines */
export const openTextLines = (
  sink: EventSink,
  take: (line: string, offset: number) => void,
  atEnd: () => void = () => {},
): LogReader => {
  let isFirst = true;
  const lines = new LineSplitter(
    {
      line: (bytes, start, end, offset) => {
        let line = bytes.toString("utf8", start, end);
        if (isFirst && line.charCodeAt(0) === 0xfeff) line = line.slice(1);
        isFirst = false;
        if (line !== "") take(line, offset);
      },
      tooLong: (offset, size, head) => sink.unread("too_long", offset, `${size} bytes in one line: ${excerptOf(head)}`),
    },
    sink.mostRecordBytes,
  );
  return {
    push: (bytes) => lines.push(bytes),
    end: () => {
      lines.end();
      atEnd();
    },
  };
};

export const excerptText = (line: string): string => excerptOf(Buffer.from(line.slice(0, 100), "utf8"));
