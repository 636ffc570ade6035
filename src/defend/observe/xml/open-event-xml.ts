/** Windows events as XML (`wevtutil qe /f:xml`, Event Viewer's export) in the same shape as those of an EVTX log. */
import { addDetails } from "../dress/add-details.ts";
import { dressNested } from "../dress/dress-windows.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { BinXmlFault } from "../evtx/binxml-tree.ts";
import { excerptOf } from "../observe-report.ts";
import { fieldsOfXml } from "./fields-of-xml.ts";
import { XmlEventSplitter } from "./split-events.ts";

export const openEventXml = (sink: EventSink): LogReader =>
  new XmlEventSplitter(
    {
      element: (bytes, offset) => {
        const fields = fieldsOfXml(bytes.toString("utf8"));
        if (fields instanceof BinXmlFault) {
          sink.unread(fields.reason, offset, `${fields.message}: ${excerptOf(bytes)}`);
          return;
        }
        const dress = dressNested(fields, sink.hints);
        sink.accept(addDetails(fields, dress), offset, dress);
      },
      fault: (reason, offset, detail) => sink.unread(reason, offset, detail),
    },
    sink.mostRecordBytes,
  );
