/** EVTX records as events. */
import { addDetails } from "../dress/add-details.ts";
import { dressNested } from "../dress/dress-windows.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { EvtxReader } from "./evtx-reader.ts";

export const openEvtx = (sink: EventSink): LogReader => {
  const { ledger, hints } = sink;
  const remnants = hints.remnants ?? false;
  return new EvtxReader(
    {
      record: ({ fields, offset, writtenMs, isRecovered, isPartial }) => {
        if (isRecovered) ledger.notice("recovered");
        if (isPartial) ledger.notice("partial_record");
        const dress = dressNested(fields, hints);
        sink.accept(
          addDetails(fields, dress),
          offset,
          dress.timeMs === undefined ? { ...dress, timeMs: writtenMs } : dress,
        );
      },
      fault: (reason, offset, detail) => sink.unread(reason, offset, detail),
      notice: (reason) => ledger.notice(reason),
    },
    { remnants },
  );
};
