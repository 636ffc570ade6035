import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeFeed } from "./decode-feed.ts";

const xml = (encoding: string, text: string): string =>
  `<?xml version="1.0"${encoding === "" ? "" : ` encoding="${encoding}"`}?><rss><channel><title>${text}</title></channel></rss>`;

it("never overrules a declared windows-1252 by a guess", () => {
  const bytes = iconv.encode(xml("windows-1252", "ÏÐÈÂÅÒ ïðèâåò âñåì ïðèâåò"), "win1252");
  expect(decodeFeed(bytes, "text/xml").charset).toBe("windows-1252");
  expect(decodeFeed(bytes).faults).toEqual([]);
});

describe("the charset is found where it is said or seen", () => {
  const rows: readonly (readonly [string, Uint8Array, string | undefined, string, string, boolean])[] = [
    ["declared KOI8-R", iconv.encode(xml("koi8-r", "Мир"), "koi8-r"), undefined, "koi8-r", "Мир", true],
    [
      "declared windows-1251",
      iconv.encode(xml("windows-1251", "Новости"), "win1251"),
      undefined,
      "windows-1251",
      "Новости",
      true,
    ],
    [
      "declared iso-8859-1 with windows quotes",
      iconv.encode(xml("iso-8859-1", "It’s"), "win1252"),
      undefined,
      "iso-8859-1",
      "It’s",
      true,
    ],
    ["declared Big5", iconv.encode(xml("big5", "新聞"), "big5"), undefined, "big5", "新聞", true],
    ["declared Shift_JIS", iconv.encode(xml("shift_jis", "新聞"), "shift_jis"), undefined, "shift_jis", "新聞", true],
    [
      "gb2312 read as the larger gb18030",
      iconv.encode(xml("gb2312", "新闻"), "gb2312"),
      undefined,
      "gb18030",
      "新闻",
      true,
    ],
    ["a name only iconv knows", iconv.encode(xml("cp437", "café"), "cp437"), undefined, "cp437", "café", true],
    ["UTF-8 with mark", iconv.encode(xml("utf-8", "café"), "utf8", { addBOM: true }), undefined, "utf-8", "café", true],
    [
      "UTF-16LE with mark",
      iconv.encode(xml("utf-16", "café"), "utf-16le", { addBOM: true }),
      undefined,
      "utf-16le",
      "café",
      true,
    ],
    ["UTF-16BE without mark", iconv.encode(xml("", "café"), "utf-16be"), undefined, "utf-16be", "café", true],
    [
      "UTF-32LE with mark",
      iconv.encode(xml("utf-32", "café"), "utf-32le", { addBOM: true }),
      undefined,
      "utf-32le",
      "café",
      true,
    ],
    [
      "the header wins over the prolog",
      iconv.encode(xml("iso-8859-1", "Мир"), "win1251"),
      "application/xml; charset=windows-1251",
      "windows-1251",
      "Мир",
      true,
    ],
    [
      "UTF-8 under a Latin-1 prolog",
      iconv.encode(xml("iso-8859-1", "café"), "utf8"),
      undefined,
      "utf-8",
      "café",
      false,
    ],
    [
      "Latin-1 under a UTF-8 prolog",
      iconv.encode(xml("utf-8", "café"), "latin1"),
      undefined,
      "windows-1252",
      "café",
      false,
    ],
    ["a name nobody knows", iconv.encode(xml("x-nonsense", "café"), "utf8"), undefined, "utf-8", "café", false],
    [
      "text/xml without charset is ASCII",
      iconv.encode(xml("utf-8", "plain"), "utf8"),
      "text/xml",
      "us-ascii",
      "plain",
      true,
    ],
    [
      "text/xml without charset, yet UTF-8",
      iconv.encode(xml("utf-8", "café"), "utf8"),
      "text/xml",
      "utf-8",
      "café",
      false,
    ],
    [
      "C1 controls that were windows-1252",
      iconv.encode(xml("utf-8", "don\u0092t"), "utf8"),
      undefined,
      "utf-8",
      "don’t",
      true,
    ],
  ];
  it.each(rows)("%s", (_, bytes, contentType, charset, text, right) => {
    const decoded = decodeFeed(bytes, contentType);
    expect(decoded.charset).toBe(charset);
    expect(decoded.text).toContain(`<title>${text}</title>`);
    expect(decoded.faults.length === 0).toBe(right);
  });

  it("reads EBCDIC by the shape of its first bytes", () => {
    // "<?xml ?><r>A1</r>" in code page 037.
    const bytes = Uint8Array.from([
      0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40, 0x6f, 0x6e, 0x4c, 0x99, 0x6e, 0xc1, 0xf1, 0x4c, 0x61, 0x99, 0x6e,
    ]);
    expect(decodeFeed(bytes)).toMatchObject({ text: "<?xml ?><r>A1</r>", charset: "cp037" });
  });
});
