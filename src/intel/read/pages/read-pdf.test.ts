import { describe, expect, it } from "vitest";
import type { RawDocument } from "#terms/raw-document.ts";
import { readPdf } from "./read-pdf.ts";

const url = "file:///report.pdf";
const raw = (bytes: Uint8Array): RawDocument => ({
  requestedUrl: url,
  url,
  bytes,
  sha256: "0".repeat(64),
  retrievedAt: "2025-03-12T18:00:00Z",
});
const hints = { url, firstSeenAt: "2025-03-12T18:00:00Z" };
const read = (bytes: Uint8Array) => readPdf(raw(bytes), hints);

interface Line {
  readonly text: string;
  readonly x?: number;
  readonly y: number;
  readonly size?: number;
}

/** The smallest PDF that shows lines of text: one font, one content stream a page. */
const makePdf = (pages: readonly (readonly Line[])[], trailer = "", info = ""): Uint8Array => {
  const objects: string[] = [];
  const kids = pages.map((_page, index) => `${4 + index * 2} 0 R`).join(" ");
  objects.push("<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  pages.forEach((lines, index) => {
    const show = lines.map(
      ({ text, x = 72, y, size = 11 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`,
    );
    const content = show.join("\n");
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  if (info !== "") objects.push(`<< ${info} >>`);
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const infoRef = info === "" ? "" : `/Info ${objects.length} 0 R`;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${infoRef} ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new TextEncoder().encode(body);
};

const hash = "9f2c1d0e5b7a4c3d8e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f";
const first: Line[] = [
  { text: "Northport CERT report 7", y: 810, size: 9 },
  { text: "Break-in at Marlow Ferries", y: 760, size: 20 },
  { text: "March 11, 2025", y: 735 },
  { text: "Intruders spent three weeks inside the booking sys-", y: 700 },
  { text: "tem of Marlow Ferries before anyone noticed, and the", y: 686 },
  { text: "operator has switched it off since Tuesday.", y: 672 },
  { text: "The loader has this hash, which the line cuts:", y: 640 },
  { text: hash.slice(0, 44), y: 610 },
  { text: hash.slice(44), y: 596 },
  { text: "Type", y: 560 },
  { text: "Value", x: 300, y: 560 },
];
const page = (number: number): Line[] => [
  { text: "Northport CERT report 7", y: 810, size: 9 },
  { text: `Page ${number} tells more of the same events in the port of Marlow.`, y: 700 },
  { text: String(number), x: 300, y: 40 },
];

describe("a PDF", () => {
  it("is read with words and values re-joined, rows and pages kept, running heads once", async () => {
    const result = await read(
      makePdf([first, page(2), page(3), page(4)], "", "/Title (Break-in at Marlow Ferries) /Author (Anna Pell)"),
    );
    if (!result.ok) throw new Error(result.error.message);
    const { article, pages } = result.value;
    expect(article.title).toBe("Break-in at Marlow Ferries");
    expect(article.authors).toEqual(["Anna Pell"]);
    expect(article.publishedAt).toBe("2025-03-11T00:00:00Z");
    expect(article.text).toContain(
      "Intruders spent three weeks inside the booking system of Marlow Ferries before anyone noticed, and the operator has switched it off since Tuesday.",
    );
    expect(article.text).toContain(hash);
    expect(article.text).toContain("Type | Value");
    expect(article.text.match(/Northport CERT report 7/g)).toHaveLength(1);
    expect(article.blocks.map((block) => article.text.slice(block.start, block.end)).join("\n\n")).toBe(article.text);
    expect(pages).toHaveLength(article.blocks.length);
    expect(pages.at(-1)).toBe(4);
  });

  const whole = makePdf([first]);
  const encrypted = makePdf(
    [first],
    `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
  );
  it.each([
    ["that is none", new TextEncoder().encode("<html>no</html>"), "pdf_invalid"],
    ["that is empty", new Uint8Array(0), "pdf_invalid"],
    ["cut after its head", whole.slice(0, 30), "pdf_invalid"],
    ["of nothing but noise", new TextEncoder().encode(`%PDF-1.7\n${"x9 ".repeat(500)}`), "pdf_invalid"],
    ["with a password", encrypted, "pdf_encrypted"],
    ["without text", makePdf([[]]), "pdf_no_text"],
  ])("%s is a fault", async (_name, bytes, type) => {
    const result = await read(bytes);
    expect(result.ok ? undefined : result.error.type).toBe(type);
  });

  it("cut anywhere never throws", async () => {
    for (let end = 40; end < whole.length; end += 97) {
      const result = await read(whole.slice(0, end));
      expect(typeof result.ok).toBe("boolean");
    }
  });
});
