/**
 * Bytes to text: byte order mark, then what the bytes themselves show, then the header's and the page's own label.
 *
 * Bytes that are valid UTF-8 with at least one character beyond ASCII are UTF-8 whatever the label says: other
 * encodings do not look like it by accident. A label that cannot be right (UTF-8 over bytes that are not) is replaced
 * by the page's other label, else windows-1252 (WHATWG Encoding reads `iso-8859-1` so too). Never throws.
 */
const decoderFor = (label: string | undefined, fatal: boolean): InstanceType<typeof TextDecoder> | undefined => {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label.trim(), { fatal });
  } catch {
    return undefined;
  }
};

const decodeStrictly = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Share of broken sequences among the multi-byte ones: a few errors do not make a page another encoding. */
const mostlyUtf8 = (bytes: Uint8Array): string | undefined => {
  const text = new TextDecoder("utf-8").decode(bytes);
  let broken = 0;
  let beyond = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) beyond += 1;
  }
  return broken === 0 || beyond > broken * 8 ? text : undefined;
};

const charsetOf = (contentType: string | undefined): string | undefined =>
  /charset\s{0,4}=\s{0,4}["']?([\w:.-]{2,40})/i.exec(contentType ?? "")?.[1];

const byteOrderMark = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
};

/** UTF-16 without a mark shows as a zero in nearly every second byte. */
const bareUtf16 = (bytes: Uint8Array): string | undefined => {
  const seen = Math.min(bytes.length, 400) & ~1;
  if (seen < 40) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < seen; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  if (odd > seen * 0.4 && even < seen * 0.05) return "utf-16le";
  return even > seen * 0.4 && odd < seen * 0.05 ? "utf-16be" : undefined;
};

/** The page's own label: `<meta charset>` or `http-equiv`, or an XML declaration, within the first 4 KB. */
const labelInside = (bytes: Uint8Array): string | undefined => {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  return (
    charsetOf(head.slice(Math.max(0, head.search(/<meta[^>]{0,200}charset/i)))) ??
    /<\?xml[^>]{0,80}encoding\s{0,4}=\s{0,4}["']([\w:.-]{2,40})/i.exec(head)?.[1]
  );
};

/** The text of `bytes`. `contentType` is the header with its charset, when there was one. */
export const decodeText = (bytes: Uint8Array, contentType?: string): string => {
  const mark = byteOrderMark(bytes) ?? bareUtf16(bytes);
  if (mark !== undefined) return new TextDecoder(mark).decode(bytes);
  const utf8 = decodeStrictly(bytes, "utf-8");
  const labels = [charsetOf(contentType), labelInside(bytes)].filter((label) => label !== undefined);
  if (utf8 !== undefined) {
    // Pure seven-bit bytes are the same in all but a few encodings; those escape (ISO-2022-JP).
    const escaping = labels.find((label) => /^(iso-2022-|hz-|utf-7)/i.test(label));
    return escaping !== undefined && utf8.includes("\u001b")
      ? (decoderFor(escaping, false)?.decode(bytes) ?? utf8)
      : utf8;
  }
  const lenient = mostlyUtf8(bytes);
  if (lenient !== undefined) return lenient;
  for (const label of labels) {
    if (/^utf-?8$/i.test(label)) continue;
    const decoder = decoderFor(label, false);
    if (decoder !== undefined) return decoder.decode(bytes);
  }
  return new TextDecoder("windows-1252").decode(bytes);
};
