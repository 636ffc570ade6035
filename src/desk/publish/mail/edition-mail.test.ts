import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { roleIds } from "#terms/organisation.ts";
import { editionToMail } from "../index.ts";
import { largestMailHtml } from "./mail-size.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const elementsOf = (html: string): Element[] => {
  const found: Element[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) });
  parser.end(html);
  return found;
};

const textOf = (html: string): string => {
  let text = "";
  let skip = false;
  const parser = new Parser({
    onopentag: (name) => {
      if (name === "style" || name === "title") skip = true;
      text += " ";
    },
    onclosetag: (name) => {
      if (name === "style" || name === "title") skip = false;
    },
    ontext: (data) => {
      if (!skip) text += data;
    },
  });
  parser.end(html);
  return text.replace(/\s+/g, " ").trim();
};

const titled = (title: string): Edition => ({ ...edition, edition: { ...edition.edition, title } });

/** Every text of the edition that others wrote becomes `text`. */
const saying = (text: string): Edition => ({
  ...titled(text),
  sections: edition.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => ({ ...sentence, text })),
  })),
  sources: edition.sources.map((source) => ({ ...source, outlet: text, title: text, note: text })),
});

describe("editionToMail", () => {
  const mail = editionToMail(edition, { role: "soc_lead", link: "https://desk.example/?edition=1" });
  const elements = elementsOf(mail.html);

  it("says label, day and headline in its subject", () => {
    expect(mail.subject).toBe(
      "[TLP:AMBER+STRICT] Watchfloor, Thu 12 Mar 2026: Extortion crew stopped nine ports in four countries, Lattice Labs says",
    );
  });

  it("has the label first and last, in the HTML and in the plain part", () => {
    const text = textOf(mail.html);
    expect(text.startsWith("TLP:AMBER+STRICT ")).toBe(true);
    expect(text.endsWith(" TLP:AMBER+STRICT")).toBe(true);
    const lines = mail.text.trimEnd().split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["TLP:AMBER+STRICT", "TLP:AMBER+STRICT"]);
  });

  it("holds no image, form, font, script or frame, and lays out in tables that are for show alone", () => {
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ["img", "form", "input", "button", "link", "script", "iframe", "svg", "object", "base"])
      expect(names, name).not.toContain(name);
    expect(mail.html).not.toMatch(/@import|@font-face|url\(/i);
    expect(elements.filter(({ name }) => name === "table").map(({ attributes }) => attributes.role)).toEqual(
      elements.filter(({ name }) => name === "table").map(() => "presentation"),
    );
  });

  it("links to sources and to the edition's own page, and to nothing that tells who clicked", () => {
    const links = elements.flatMap(({ name, attributes }) => (name === "a" ? [attributes.href ?? ""] : []));
    const sources = edition.sources.map(({ url }) => url);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !sources.includes(link) && link !== "https://desk.example/?edition=1")).toEqual([]);
  });

  it("tells the sections in the product's order, the action under the summary", () => {
    const text = textOf(mail.html);
    const order = ["Summary", "Your action, by when:", "Who should care", "What happened", "Why now", "Quick hits"];
    const places = order.map((words) => text.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((at) => at >= 0)).toBe(true);
  });

  it("ends each section with the words that its sentences rest on", () => {
    const parts = mail.html.split("<h2 ").slice(1);
    const happened = parts[2] ?? "";
    const cited = edition.sections.find(({ id }) => id === "happened")?.sentences.flatMap(({ citations }) => citations);
    const said = textOf(`<h2 ${happened}`);
    expect(cited?.length).toBeGreaterThan(5);
    for (const { quote } of cited ?? []) expect(said).toContain(quote.replace(/\s+/g, " "));
  });

  it.each(roleIds)("gives the role %s its own action, and its own card first", (role) => {
    const { html, text } = editionToMail(edition, { role });
    const own = edition.sections
      .find(({ id }) => id === "for_you")
      ?.sentences.find((sentence) => sentence.role === role && sentence.part === "do");
    const words = own?.text.replace("Do: ", "").replace(/\.$/, "") ?? "none";
    expect(textOf(html).toLowerCase()).toContain(`your action, by when: ${words.toLowerCase()}, by`);
    expect(text.replace(/\s+/g, " ").toLowerCase()).toContain(`your action, by when: ${words.toLowerCase()}, by`);
    const cards = [...html.matchAll(/<h3[^>]*>([^<]*)<\/h3>/g)].map((match) => match[1]);
    expect(cards[0]).toBe(
      { ciso: "CISO", soc_lead: "SOC lead", analyst: "Threat intelligence analyst" }[role as "ciso"] ?? cards[0],
    );
  });

  it("names the role that must act by when where a list serves no single role", () => {
    const { text } = editionToMail(edition);
    expect(text.replace(/\s+/g, " ")).toContain("Actions, by when: CISO: Friday 13 March, 12:00 UTC; SOC lead: Friday");
  });

  it("says so where the edition asks nothing of the role", () => {
    const none = { ...edition, sections: edition.sections.filter(({ id }) => id !== "for_you") };
    expect(editionToMail(none, { role: "ciso" }).text).toContain("this edition asks nothing of the role");
  });

  it("sets right-to-left and Chinese words in their own direction and language", () => {
    const foreign = {
      ...titled("مجموعة ابتزاز توقف تسعة موانئ"),
      sources: edition.sources.map((source) => ({ ...source, language: "zh", outlet: "安全日报" })),
    };
    const { html, subject, text } = editionToMail(foreign);
    expect(subject).toContain("مجموعة ابتزاز توقف تسعة موانئ");
    expect(html).toMatch(/<h1[^>]* dir="auto"[^>]*>مجموعة/);
    expect(html).toMatch(/lang="zh" dir="auto"/);
    expect(html).toContain('<span dir="auto">安全日报</span>');
    expect(text).toContain("安全日报");
  });
});

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</td></tr></table><h1>Owned</h1>",
  "' style='position:fixed' x='",
  "</style><style>*{display:none}",
  "Head\r\nBcc: everyone@example.org\r\n\r\nbody",
  "\u202egnp.exe\u0000\u2028\u0085",
  "=?utf-8?q?=0D=0ABcc:_x?=",
  "[2a](javascript:alert(1)) {{x}}",
];

describe("hostile words in a mail", () => {
  const kinds = (html: string): string => [...new Set(elementsOf(html).map(({ name }) => name))].sort().join();
  const usual = kinds(editionToMail(saying("Words."), {}).html);

  it.each(hostile)("stay words: %j", (words) => {
    const mail = editionToMail(saying(words), { notice: words, banner: words, mark: words });
    const elements = elementsOf(mail.html);
    expect(kinds(mail.html)).toBe(kinds(editionToMail(saying("Words."), { banner: "x" }).html));
    expect(usual).not.toContain("script");
    for (const { attributes } of elements)
      expect(Object.keys(attributes).filter((key) => key.startsWith("on"))).toEqual([]);
    expect(mail.subject).not.toMatch(/[\r\n\u0000-\u001f\u2028\u0085]/);
    expect(mail.text).not.toMatch(/[\r\u0000\u202e\u2028]/);
  });

  it("never make a subject of more than one line, and the label stays first", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.string({ unit: "binary", maxLength: 60 }),
        (title, mark) => {
          const { subject } = editionToMail({ ...titled(title), sections: [], sources: [], articles: [] }, { mark });
          expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
          expect(subject.isWellFormed()).toBe(true);
          expect(subject.startsWith("[TLP:AMBER+STRICT] ")).toBe(true);
          expect(subject.length).toBeLessThan(420);
        },
      ),
      { seed: 8037, numRuns: 100 },
    );
  });
});

describe("the size of a mail", () => {
  const bytes = (each: Edition): number => Buffer.byteLength(editionToMail(each, { role: "ciso" }).html);

  it("stays below the limit for an edition of a thousand sentences with as many sources", () => {
    const [first] = edition.sections.flatMap(({ sentences }) => sentences);
    const url = (at: number): string => `https://outlet.example/${at}`;
    const many: Edition = {
      ...edition,
      sources: Array.from({ length: 1_000 }, (_, at) => ({
        ...(edition.sources[0] as Edition["sources"][number]),
        url: url(at),
        number: at + 1,
        cited: true,
      })),
      sections: edition.sections.map((section) => ({
        ...section,
        sentences: Array.from({ length: 100 }, (_, at) => ({
          ...(first as Edition["sections"][number]["sentences"][number]),
          id: `${section.id}-${at}`,
          storyId: `st-${at}`,
          text: `The agency says so. ${"Words ".repeat(60)}`,
          citations: [{ articleUrl: url(at), start: 0, end: 5, quote: "quoted ".repeat(40) }],
        })),
      })),
    };
    expect(bytes(many)).toBeLessThan(largestMailHtml);
    expect(editionToMail(many).html).toContain("more stand in the plain part of this mail");
    expect(textOf(editionToMail(many).html).endsWith(" TLP:AMBER+STRICT")).toBe(true);
  });

  it("stays below the limit whatever one sentence, title, outlet or gate says", () => {
    const long = `${"<&\"' ".repeat(2_000)}`;
    const huge: Edition = {
      ...saying(long),
      gates: edition.gates.map((gate) => ({ ...gate, name: long, passed: false })),
      scoreCard: { ...edition.scoreCard, lines: edition.scoreCard.lines.map((line) => ({ ...line, value: long })) },
    };
    expect(bytes(huge)).toBeLessThan(largestMailHtml);
  });

  it("leaves nothing out of an edition that fits", () => {
    expect(editionToMail(edition).html).not.toMatch(/Quoted above|more stand in/);
  });
});
