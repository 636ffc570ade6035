/** The machine that was measured on, as the pages name it. */
import { cpus, loadavg } from "node:os";

export const whole = (value: number): string => Math.round(value).toLocaleString("en-GB");

export const processors = (): string => {
  const all = cpus();
  return `${all.length} × ${(all[0]?.model ?? "").trim()}`;
};

/** Of the last minute, and how much there is. */
export const load = (): string => `${(loadavg()[0] ?? 0).toFixed(1)} (${cpus().length} would be all of it)`;
