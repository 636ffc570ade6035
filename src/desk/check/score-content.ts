import type { ContentMeasures } from "./measure-content.ts";
export const supportedFrom = 0.7;
export const notFoundBelow = 0.45;
export const scoreContent = (m: ContentMeasures): number => m.inWindow;
