/** Windows events as XML (`wevtutil qe /f:xml`, Event Viewer's export) in the same shape as those of an EVTX log. */
import { addDetails } from "../dress/add-details.ts";
import { dressNested } from "../dress/dress-windows.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { BinXmlFault } from "../evtx/binxml-tree.ts";
import { ChunkSpace } from "../evtx/chunk-space.ts";
import { RecordRenderer } from "../evtx/render-record.ts";
import { excerptOf } from "../observe-report.ts";
import { parseXml } from "./parse-xml.ts";
import { XmlEventSplitter } from "./split-events.ts";

export const openEventXml = (sink: EventSink): LogReader => {
  const renderer = new RecordRenderer(new ChunkSpace(Buffer.alloc(0)));
  return new XmlEventSplitter(
    {
      element: (bytes, offset) => {
        try {
          const fields = renderer.renderTree(parseXml(bytes.toString("utf8")));
          const dress = dressNested(fields, sink.hints);
          sink.accept(addDetails(fields, dress), offset, dress);
        } catch (error) {
          if (!(error instanceof BinXmlFault)) throw error;
          sink.unread(error.reason, offset, `${error.message}: ${excerptOf(bytes)}`);
        }
      },
      fault: (reason, offset, detail) => sink.unread(reason, offset, detail),
    },
    sink.mostRecordBytes,
  );
};
