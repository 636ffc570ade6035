/** One CSV cell (RFC 4180): safe from formulas, quoted where it must be, without control characters. */
import { showInvisible } from "./show-invisible.ts";

/** What spreadsheets read as the start of a formula, full-width twins included (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export const csvCell = (value: string | number): string => {
  // The start is looked at before control characters are made visible, and again after.
  const raw = String(value);
  const visible = showInvisible(raw);
  const safe = formulaStart.test(raw) || formulaStart.test(visible) ? `'${visible}` : visible;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
