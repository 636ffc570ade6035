import { describe, expect, it } from "vitest";
import type { ObservableMention } from "#terms/mention.ts";
import { findObservables } from "./find-observables.ts";
import { judgeObservable, judgeObservables } from "./judge-observable.ts";
import { createWarningLists } from "./warning-lists.ts";

/** The verdict on the observable whose value is given. */
const verdictOn = (text: string, value: string) => {
  const found = judgeObservables(text, findObservables(text, {})).find(
    (one): one is ObservableMention => one.kind === "observable" && one.value === value,
  );
  return found?.verdict;
};

describe("judgeObservable", () => {
  it.each([
    ["a mark", "It called glasscat[.]com.", "glasscat.com", "indicator"],
    ["a plain name among marked ones", "It called glasscat[.]com and later milltown.org.", "milltown.org", "reference"],
    [
      "an onion name without a mark among marked names",
      `It called glasscat[.]com; the leak site is ${"glasscat".repeat(6)}glasscad.onion.`,
      `${"glasscat".repeat(6)}glasscad.onion`,
      "unknown",
    ],
    [
      "a plain name that is marked elsewhere",
      "glasscat[.]com again: https://cdn.glasscat.com/x",
      "https://cdn.glasscat.com/x",
      "indicator",
    ],
    [
      "a plain list in a report that marks others",
      "C2: a.glassdog[.]net\n\nDomains\n\nglasscat.top\nglasscow.top\nglassbat.top\n",
      "glasscow.top",
      "indicator",
    ],
    [
      "a plain list under a heading of indicators",
      "Network indicators\n\n* glasscat.top\n* 198.51.101.7\n",
      "glasscat.top",
      "indicator",
    ],
    [
      "a heading of references",
      "REFERENCES:\n\n- https://milltown.org/a\n\nC2:\n\n- glasscat[.]com\n",
      "https://milltown.org/a",
      "reference",
    ],
    [
      "a heading of legitimate names",
      "TRAFFIC TO LEGITIMATE DOMAINS:\n\n- port 443 - www.milltown.org\n",
      "www.milltown.org",
      "benign",
    ],
    [
      "a heading of abused legitimate names",
      "Legitimate servers abused by the group\n\n- files.milltown.org\n",
      "files.milltown.org",
      "indicator",
    ],
    ["a heading of victims", "Targets:\n\n- www.milltown.org\n", "www.milltown.org", "victim"],
    ["the word legitimate", "It resembles nothing; milltown.org is a legitimate shop.", "milltown.org", "benign"],
    ["what is imitated", "The page impersonates milltown.org to take passwords.", "milltown.org", "victim"],
    [
      "a cited source",
      "The full report is available at https://milltown.org/report today.",
      "https://milltown.org/report",
      "reference",
    ],
    ["a link's target", "See [our post](https://milltown.org/p).", "https://milltown.org/p", "reference"],
    [
      "the publisher's address",
      "For questions contact desk@milltown.org or visit www.milltown.org/blog.",
      "www.milltown.org",
      "publisher",
    ],
    ["a private address", "It listens on 192.168.7.7 inside.", "192.168.7.7", "benign"],
    ["a sign-in service of a vendor", "It asks 20.190.159.23 for a token.", "20.190.159.23", "benign"],
    ["a research site", "Seen by virustotal.com first.", "virustotal.com", "reference"],
    ["a marked service that tells addresses", "GET api.ipify[.]org first", "api.ipify.org", "shared_infrastructure"],
    ["a customer's name on dynamic DNS, marked", "C2 was glasscat.duckdns[.]org", "glasscat.duckdns.org", "indicator"],
    [
      "a full address on shared hosting, marked",
      "fetched hxxps://pastebin[.]com/raw/abc",
      "https://pastebin.com/raw/abc",
      "indicator",
    ],
    [
      "the digest of a clean file",
      "aabbccddeeff00112233445566778899 is the legitimate catview tool.",
      "aabbccddeeff00112233445566778899",
      "benign",
    ],
    [
      "the digest of an empty file",
      "MD5 d41d8cd98f00b204e9800998ecf8427e",
      "d41d8cd98f00b204e9800998ecf8427e",
      "benign",
    ],
    [
      "a digest",
      "SHA1 00112233445566778899aabbccddeeff00112233",
      "00112233445566778899aabbccddeeff00112233",
      "indicator",
    ],
    ["nothing known", "It spoke to milltown.org once.", "milltown.org", "unknown"],
  ])("%s", (_name, text, value, is) => {
    expect(verdictOn(text, value)?.is).toBe(is);
  });

  it("says why", () => {
    expect(verdictOn("It called glasscat[.]com.", "glasscat.com")?.reasons).toEqual(["written with a defang mark"]);
  });

  it("never drops a mention", () => {
    const text = "REFERENCES:\n- https://milltown.org/a 192.168.1.1 glasscat[.]com CVE-2031-1111";
    const mentions = findObservables(text, {});
    expect(judgeObservables(text, mentions)).toHaveLength(mentions.length);
  });

  it("knows the outlet when told", () => {
    const text = "Read on at blog.milltown.org.";
    const mentions = findObservables(text, {});
    const [first] = mentions;
    expect(
      first?.kind === "observable" &&
        judgeObservable(first, text, { mentions, publisherHosts: ["www.milltown.org"] }).is,
    ).toBe("publisher");
  });
});

describe("warning lists", () => {
  const list = { id: "a", title: "A", version: 1, says: "vendor", match: "below", names: "", blocks: "", hashes: "" };
  it("refuses entries that would match everything", () => {
    const lists = createWarningLists([
      {
        ...list,
        names: "77 a.b co.uk .com milltown.org",
        blocks: "0.0.0.0/0 10.0.0.0/3 198.51.100.0/24 2001::/8 nonsense",
        hashes: "77",
      },
      { ...list, id: "b", says: "evil", names: "glasscat.com" },
    ]);
    expect(lists.refused).toEqual([
      "a: 77",
      "a: a.b",
      "a: co.uk",
      "a: .com",
      "a: 0.0.0.0/0",
      "a: 10.0.0.0/3",
      "a: 2001::/8",
      "a: nonsense",
      "a: 77",
      "b: says evil",
    ]);
    expect(lists.matchAddress("177.54.21.9")).toEqual([]);
    expect(lists.matchAddress("198.51.100.9")).toMatchObject([{ list: "a", exact: false }]);
    expect(lists.matchName("shop.milltown.org")).toMatchObject([{ exact: false }]);
    expect(lists.matchName("notmilltown.org")).toEqual([]);
  });
  it("holds an exact list to its own names, and a leading dot to all below", () => {
    const lists = createWarningLists([{ ...list, match: "exact", names: "milltown.org .glasscat.com" }]);
    expect(lists.matchName("milltown.org")).toHaveLength(1);
    expect(lists.matchName("a.milltown.org")).toEqual([]);
    expect(lists.matchName("a.glasscat.com")).toHaveLength(1);
  });
});
