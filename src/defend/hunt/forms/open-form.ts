/** The forms a hunt's results can be written in. */
import { csvWriter } from "./csv.ts";
import { htmlWriter } from "./html.ts";
import { ndjsonLine } from "./ndjson.ts";
import { sarifWriter } from "./sarif.ts";
import { tableWriter } from "./table.ts";
import type { FormContext, FormWriter } from "./writer.ts";

export const huntForms = ["table", "ndjson", "csv", "sarif", "html"] as const;
export type HuntForm = (typeof huntForms)[number];

const ndjsonWriter = (): FormWriter => ({ begin: () => "", add: ndjsonLine, end: () => "" });

export const openForm = (form: HuntForm, context: FormContext): FormWriter => {
  switch (form) {
    case "table":
      return tableWriter();
    case "ndjson":
      return ndjsonWriter();
    case "csv":
      return csvWriter();
    case "sarif":
      return sarifWriter(context);
    case "html":
      return htmlWriter();
  }
};
