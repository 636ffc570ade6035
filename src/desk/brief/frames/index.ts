/** The frames in the order they are tried; a new one is added here when the count of unphrased claims asks for it. */
import type { Telling } from "../tell/telling.ts";
import { gradedAttributionFrame, namingFrame } from "./attribution-frames.ts";
import type { Frame, FrameContext } from "./frame.ts";
import { reconFrame, scopeFrame } from "./scope-frames.ts";
import {
  affectedFixedFrame,
  catalogFrame,
  exploitedFrame,
  neitherFrame,
  severityFrame,
  whatFrame,
} from "./vulnerability-frames.ts";

const frames: readonly Frame[] = [
  scopeFrame,
  reconFrame,
  catalogFrame,
  exploitedFrame,
  severityFrame,
  affectedFixedFrame,
  whatFrame,
  neitherFrame,
  gradedAttributionFrame,
  namingFrame,
];

export const tellByFrames = (context: FrameContext): Telling[] => frames.flatMap((frame) => frame(context));
