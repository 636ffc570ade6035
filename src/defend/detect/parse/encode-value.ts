/** Encodings a value may take before it is looked for: UTF-16 forms and Base64 (Sigma modifiers appendix, "Encoding"). */
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export type Encoding = "utf16" | "utf16le" | "utf16be" | "wide" | "base64" | "base64offset";

const toUtf16 = (text: string, encoding: Encoding): Uint8Array => {
  const little = Buffer.from(text, "utf16le");
  if (encoding === "utf16be") return Buffer.from(little).swap16();
  return encoding === "utf16" ? Buffer.concat([Buffer.from([0xff, 0xfe]), little]) : little;
};

/** Characters of a Base64 text that the value alone decides, for a value that starts 0, 1 or 2 bytes into a group. */
const offsetForms = (bytes: Uint8Array): string[] => {
  const cutStart = [0, 2, 3];
  const cutEnd = [0, 3, 2];
  return [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset, 0x20), bytes]);
    const text = base64(shifted);
    return text.slice(cutStart[offset] ?? 0, text.length - (cutEnd[shifted.length % 3] ?? 0));
  });
};

/** Applies the encodings in order; `base64offset` gives three forms. Bytes that stay bytes become one character each. */
export const encodeValue = (text: string, encodings: readonly Encoding[]): string[] => {
  let forms: readonly (string | Uint8Array)[] = [text];
  for (const encoding of encodings) {
    forms = forms.flatMap((form): (string | Uint8Array)[] => {
      const bytes = typeof form === "string" ? Buffer.from(form, "utf8") : form;
      if (encoding === "base64") return [base64(bytes)];
      if (encoding === "base64offset") return offsetForms(bytes).filter((one) => one !== "");
      return [toUtf16(typeof form === "string" ? form : latin1(form), encoding)];
    });
  }
  return forms.map((form) => (typeof form === "string" ? form : latin1(form)));
};
