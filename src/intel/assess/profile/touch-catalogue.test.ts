import { describe, expect, it } from "vitest";
import { touchCatalogue } from "./touch-catalogue.ts";

const entry = (vendor: string, product: string) => ({ id: "CVE-2031-1000", added: "2031-05-14", vendor, product });
const run = (name: string, vendor?: string) => ({
  name,
  assets: [],
  internetFacing: false,
  ...(vendor === undefined ? {} : { vendor }),
});

describe("an entry of a catalogue of exploited flaws", () => {
  it.each([
    ["names the product as the profile does", entry("Corvane", "Quay Manager"), run("Quay Manager", "Corvane"), true],
    ["is not told by case or by marks", entry("Corvane, Inc.", "quay-manager"), run("Quay Manager", "CORVANE"), true],
    ["names it with more words", entry("Corvane", "Quay Manager Server"), run("Quay Manager"), true],
    ["names it with fewer, by its vendor", entry("Corvane", "Quay"), run("Quay 2031 Datacenter", "Corvane"), true],
    ["names it with fewer, of a vendor in its name", entry("Corvane", "Quay"), run("Corvane Quay 2031"), true],
    ["names it with fewer, and nobody says whose", entry("Corvane", "Quay"), run("Quay 2031"), false],
    [
      "is about another vendor's product of that name",
      entry("Belgrano", "Quay Manager"),
      run("Quay Manager", "Corvane"),
      false,
    ],
    ["has the vendor in common and nothing else", entry("Corvane", "Pier Gateway"), run("Corvane"), false],
    ["has one word of two in common", entry("Corvane", "Quay Gateway"), run("Quay Manager", "Corvane"), false],
    ["has a part of a word in common", entry("Corvane", "Quays"), run("Quay", "Corvane"), false],
    ["names many products at once", entry("Corvane", "Multiple Products"), run("Products", "Corvane"), false],
    ["has a word in common that any product has", entry("Corvane", "Quay Server"), run("Server", "Corvane"), false],
    ["names nothing", entry("", ""), run("Quay Manager"), false],
  ])("%s", (_, one, product, isTouched) => {
    expect(touchCatalogue([one], [product]).map(({ products }) => products)).toEqual(isTouched ? [[0]] : []);
  });

  it("is held against 10,000 products without asking each one", () => {
    const products = Array.from({ length: 10_000 }, (_, at) => run(`Berth${at} Ours`, "Corvane"));
    const entries = Array.from({ length: 2_000 }, (_, at) => ({
      ...entry("Corvane", `Berth${at} Ours`),
      id: `CVE-2031-${1_000 + at}`,
    }));
    const touched = touchCatalogue(entries, products.slice(1_000));
    expect(touched.map(({ entry: { id } }) => id).slice(0, 2)).toEqual(["CVE-2031-2000", "CVE-2031-2001"]);
    expect(touched).toHaveLength(1_000);
  });
});
