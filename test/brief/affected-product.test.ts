/** Which product a flaw is in. Names are invented and differ from every sample day. */
import { describe, expect, it } from "vitest";
import { affectedProducts } from "#desk/brief/plan/affected-product.ts";
import { articleOf, claimsOf } from "./day-of-articles.ts";

const productsIn = (...texts: string[]): string[] =>
  affectedProducts(
    texts.flatMap((text, index) => claimsOf(articleOf({ outlet: `Post ${index}`, title: `A title ${index}`, text }))),
  ).map(({ mention }) => mention.surface);

describe("the product a flaw is in", () => {
  it.each([
    ["A flaw in Larch Mailgate lets anyone read stored mail.", "Larch Mailgate"],
    ["The bug was found in the attachment parser of the Larch Mailgate appliance last week.", "Larch Mailgate"],
    ["CVE-2026-31337 affects Larch Mailgate before 4.2.", "Larch Mailgate"],
    ["Administrators should upgrade Larch Mailgate to 4.2.1 without delay.", "Larch Mailgate"],
    ["The vulnerability in tinyquux allows an attacker to run commands.", undefined],
  ])("%s", (text, product) => {
    expect(productsIn(text)[0]).toBe(product);
  });

  it("is not a product that is only spoken of", () => {
    const found = productsIn(
      "A flaw in the parser of the Larch Mailgate appliance lets outsiders run commands. Turn off TNEF, the attachment format Outlook uses.",
    );
    expect(found).toEqual(["Larch Mailgate"]);
  });

  it("takes the longest form of a name, and first what most articles say", () => {
    const found = productsIn(
      "A flaw in Quillbox lets outsiders run commands. Attacks are under way.",
      "A flaw in Mailgate lets outsiders run commands. Attacks are under way.",
      "The bug in Larch Mailgate is being exploited by two groups today.",
    );
    expect(found).toEqual(["Larch Mailgate", "Quillbox"]);
  });

  it("takes no opening word, id or day for a name", () => {
    expect(
      productsIn(
        "Exploitation of the flaw in The wild began on Monday before 4 May.",
        "CVE-2026-1111 and CVE-2026-2222 were fixed.",
      ),
    ).toEqual([]);
  });
});
