/** The edition on paper: what the PDF says, what stands on every sheet, and what printing never does. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editionToHtml } from "../../src/desk/publish/index.ts";
import { createServer as createDoor, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { readPdf } from "../../src/intel/read/index.ts";
import { sha256Hex } from "../../src/kit/hash.ts";
import { printPdf } from "../../src/outside/print/print-pdf.ts";
import type { Edition } from "../../src/terms/edition.ts";
import { describePdf } from "./describe-pdf.ts";
import { edition } from "./open-desk.ts";

/** Every print's files stand here, and its processes name it. */
let folder = "";
const before = process.env.TMPDIR;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-prints-"));
  process.env.TMPDIR = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

const printed = async (html: string): Promise<Uint8Array> => {
  const result = await printPdf(html);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
/** As a reader of PDF gets it, running heads and feet left out. */
const readBack = async (bytes: Uint8Array): Promise<string> => {
  const url = "https://desk.example/edition.pdf";
  const raw = { requestedUrl: url, url, bytes, sha256: sha256Hex(bytes), retrievedAt: "2026-03-12T18:00:00Z" };
  const reading = await readPdf({ ...raw, contentType: "application/pdf" }, { url, firstSeenAt: raw.retrievedAt });
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.value.article.text;
};
const sheetsOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await extractText(await getDocumentProxy(Uint8Array.from(bytes)))).text;

const hasFont = (language: string): boolean =>
  spawnSync("fc-list", [`:lang=${language}`, "family"], { encoding: "utf8" }).stdout !== "";
const letters = (text: string): string => text.normalize("NFKC").replace(/\s/g, "");
const withTitle = (title: string): Edition => ({ ...edition, edition: { ...edition.edition, title } });

describe("the PDF of an edition", () => {
  let bytes = new Uint8Array();
  beforeAll(async () => {
    bytes = new Uint8Array(await printed(editionToHtml(edition)));
  });

  it("says every sentence and every passage of the edition", async () => {
    const text = letters(await readBack(bytes));
    const said = edition.sections
      .flatMap(({ id, sentences }) => (id === "sources" ? [] : sentences))
      .filter(({ part }) => part === undefined || part === "why");
    expect(said.filter((sentence) => !text.includes(letters(sentence.text))).map((sentence) => sentence.text)).toEqual(
      [],
    );
    const quotes = said.flatMap(({ citations }) => citations);
    expect(quotes.filter(({ quote }) => !text.includes(letters(quote))).map(({ quote }) => quote)).toEqual([]);
  });

  it("carries the label twice and its number once on every sheet", async () => {
    const sheets = await sheetsOf(bytes);
    expect(sheets.length).toBeGreaterThan(4);
    for (const [at, text] of sheets.entries()) {
      expect(text.split("TLP:AMBER+STRICT")).toHaveLength(3);
      expect(text).toContain(`Page ${at + 1} of ${sheets.length}`);
    }
  });

  it("is tagged, has an outline, a title and a language, and fits A4", () => {
    const file = Buffer.from(bytes).toString("latin1");
    for (const mark of ["/StructTreeRoot", "/Marked true", "/Outlines", "/Lang (en)", "/MediaBox [0 0 595.9"])
      expect(file).toContain(mark);
    expect(file).not.toMatch(/\/JavaScript|\/Launch|\/EmbeddedFile/);
  });

  it("tells its sections in the outline", async () => {
    const document = await getDocumentProxy(Uint8Array.from(bytes));
    const [top] = await document.getOutline();
    expect(top?.title).toBe(edition.edition.title);
    expect(top?.items.map(({ title }: { title: string }) => title)).toContain("What happened");
  });

  it.for([
    ["Russian", "ru", "Уязвимость в портовой системе"],
    ["Chinese", "zh", "港口管理软件的漏洞已被利用"],
    ["Japanese", "ja", "港湾ターミナルで障害が発生した"],
    ["Korean", "ko", "항만 운영 소프트웨어 취약점"],
  ])("keeps a title in %s readable", async ([, language = "", title = ""], { skip }) => {
    skip(!hasFont(language), "no font on this host has these letters");
    const [first = ""] = await sheetsOf(await printed(editionToHtml(withTitle(title))));
    expect(letters(first)).toContain(letters(title));
  });

  it.for([
    ["Hebrew", "he", "פרצה CVE-2026-31877 הנמל", "פ", "נ"],
    ["Arabic", "ar", "ثغرة CVE-2026-31877 ميناء", "ث", "ي"],
  ] as const)(
    "sets a title in %s from right to left, and a name among it from left to right",
    async (row, { skip }) => {
      const [, language, title, inFirst, inLast] = row;
      skip(!hasFont(language), "no font on this host has these letters");
      const bytes = await printed(editionToHtml(withTitle(title)));
      const page = await (await getDocumentProxy(Uint8Array.from(bytes))).getPage(1);
      const { items } = await page.getTextContent();
      const pieces = items.flatMap((item) => ("str" in item ? [{ text: item.str, x: Number(item.transform[4]) }] : []));
      // A letter may be a piece of its own, in the form in which it is joined to its neighbours.
      const placeOf = (part: string) => pieces.find(({ text }) => letters(text).includes(part))?.x ?? Number.NaN;
      expect(placeOf(inFirst)).toBeGreaterThan(placeOf("CVE-2026-31877"));
      expect(placeOf("CVE-2026-31877")).toBeGreaterThan(placeOf(inLast));
    },
  );
});

/** One print a layout; the A4 one is that of the tests above in all but its words. */
const layouts = [
  ["a4", "a4", undefined, edition],
  ["letter", "letter", undefined, edition],
  ["chinese", "a4", "zh", withTitle("港口管理软件的漏洞已被利用")],
  ["arabic", "letter", "ar", withTitle("ثغرة CVE-2026-31877 ميناء")],
] as const;

describe("the paper of an edition, layout by layout", () => {
  it.for(layouts)("%s: as the golden file says, nothing blank, parted or off the sheet", async (row, { skip }) => {
    const [name, paper, language, of] = row;
    skip(language !== undefined && !hasFont(language), "no font on this host has these letters");
    const result = await printPdf(editionToHtml(of), { paper });
    if (!result.ok) throw new Error(result.error.message);
    const { text, outside } = await describePdf(result.value);
    const path = new URL(`../golden/print/${name}.txt`, import.meta.url);
    if (process.env.GOLDEN === "write") {
      mkdirSync(new URL(".", path), { recursive: true });
      writeFileSync(path, text);
    }
    expect(existsSync(path), `${name} is missing: npm run golden`).toBe(true);
    expect(text).toBe(readFileSync(path, "utf8"));
    expect(outside).toEqual([]);

    const sheets = await sheetsOf(result.value);
    for (const [at, sheet] of sheets.entries()) {
      expect(sheet.split("TLP:AMBER+STRICT"), `sheet ${at + 1}`).toHaveLength(3);
      expect(sheet).toContain(`Page ${at + 1} of ${sheets.length}`);
      // The label twice, the running head and foot are some 150 letters.
      expect(letters(sheet).length, `sheet ${at + 1} is blank`).toBeGreaterThan(250);
    }
    const cards = of.sections.flatMap(({ sentences }) => sentences).filter(({ part }) => part === "done_when");
    const onOneSheet = cards.filter(({ role, text: last }) => {
      const first = of.sections
        .flatMap(({ sentences }) => sentences)
        .find((sentence) => sentence.role === role && sentence.part === "why");
      const [from, to] = [first?.text ?? last, last.replace(/^Done when: /, "")].map((each) =>
        letters(each).slice(0, 40),
      );
      return sheets.some((sheet) => letters(sheet).includes(from ?? "") && letters(sheet).includes(to ?? ""));
    });
    expect(onOneSheet).toEqual(cards);
  });
});

/** The browser itself, not what it started: of the prints of this test alone. */
const browserOf = (): number | undefined => {
  const mine = `--user-data-dir=${folder}/watchfloor-print-`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return command.includes(mine) && !command.includes("--type=");
      } catch {
        return false; // It has ended meanwhile.
      }
    });
};
const leftOver = (): string[] => readdirSync(folder).filter((name) => name.startsWith("watchfloor-print-"));

describe("printing", () => {
  it("asks for nothing, whatever the text wants, and runs no script", async () => {
    const asked: string[] = [];
    const trap = createServer((request, reply) => {
      asked.push(request.url ?? "");
      reply.end("body{color:red}");
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    const address = trap.address();
    const at = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const bytes = await printed(`<!doctype html><title>t</title>
      <link rel=stylesheet href=${at}/style><link rel=preconnect href=${at}><link rel=prefetch href=${at}/ahead>
      <style>@import url(${at}/import);@font-face{font-family:f;src:url(${at}/font)}p{font-family:f;background:url(${at}/background)}</style>
      <p id=said>Stands</p><img src=${at}/image><img srcset="${at}/set 2x"><iframe src=${at}/frame></iframe>
      <iframe src=file:///etc/passwd width=500></iframe><object data=${at}/object></object><video src=${at}/video poster=${at}/poster></video>
      <script>document.getElementById("said").textContent = "Ran"; fetch("${at}/fetch")</script><script src=${at}/script></script>
      <img src=x onerror="document.getElementById('said').textContent = 'Ran'">`);
    const text = (await sheetsOf(bytes)).join();
    // A page that leaves itself may cost the print, and reaches nothing either.
    await printPdf(`<!doctype html><p>One</p><meta http-equiv=refresh content="0; url=${at}/away">`);
    await new Promise((resolve) => trap.close(resolve));
    expect(asked).toEqual([]);
    expect(text).toContain("Stands");
    expect(text).not.toMatch(/Ran|root:/);
  });

  it("prints three that come together, and leaves no file and no process", async () => {
    const html = editionToHtml(edition);
    const all = await Promise.all([1, 2, 3].map(() => printed(html)));
    const texts = await Promise.all(all.map(readBack));
    expect(new Set(texts).size).toBe(1);
    expect(leftOver()).toEqual([]);
    expect(browserOf()).toBeUndefined();
  });

  it("says so when chromium is killed in the middle", async () => {
    const result = printPdf(`<!doctype html>${"<p>One paragraph more.</p>".repeat(100_000)}`);
    let pid: number | undefined;
    for (let tries = 0; tries < 400 && pid === undefined; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      pid = browserOf();
    }
    if (pid === undefined) throw new Error("no browser was started");
    process.kill(pid, "SIGKILL");
    expect(await result).toMatchObject({
      ok: false,
      error: {
        type: "failed",
        message: expect.stringContaining("chromium ended by SIGKILL before the PDF was written"),
      },
    });
    expect(leftOver()).toEqual([]);
  });

  it("ends a print that takes too long", async () => {
    const html = `<!doctype html>${"<p>One paragraph more.</p>".repeat(300_000)}`;
    expect(await printPdf(html, { timeoutMs: 1_500 })).toMatchObject({ ok: false, error: { type: "timeout" } });
    expect(leftOver()).toEqual([]);
    expect(browserOf()).toBeUndefined();
  });
});

describe("the desk's address of the PDF", () => {
  it("gives the edition as a file with its date in the name", async () => {
    const door = await createDoor({ shelf: shelfOf([edition]) });
    const answer = await fetch(`${await openDoor(door, 0)}/editions/latest/edition.pdf`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    await door.close();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="watchfloor-2026-03-12.pdf"');
    expect(letters(await readBack(bytes))).toContain(letters(edition.edition.title));
  });
});
