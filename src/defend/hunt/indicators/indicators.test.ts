import { describe, expect, it } from "vitest";
import type { Event, EventFields } from "#terms/event.ts";
import { classifyValue } from "./classify-value.ts";
import type { Indicator } from "./indicator.ts";
import type { IndicatorTools } from "./indicator-book.ts";
import { parseIndicators } from "./parse-indicators.ts";
import { parsePattern } from "./parse-pattern.ts";
import { watchIndicators } from "./watch-indicators.ts";

const tools: IndicatorTools = {
  refang: (value) => value.replaceAll("[.]", ".").replace(/^hxxp/, "http"),
  observablesOf: ({ text }) =>
    text.split(" ").map((value) => ({ value, is: value.includes("good") ? "benign" : "indicator" })),
  warn: (_, value) => (value === "8.8.8.8" ? "on the list of resolvers" : undefined),
};

const parse = (text: string, story?: string) =>
  parseIndicators({ path: "i", text, ...(story === undefined ? {} : { story }) }, tools);
const values = (text: string, story?: string) =>
  parse(text, story).indicators.map(({ type, value }) => `${type} ${value}`);

describe("classifyValue", () => {
  it.each([
    ["an address", "203.0.113.7", "ipv4 203.0.113.7"],
    ["a long IPv6 address, made short", "2001:0DB8:0:0:0:0:0:1", "ipv6 2001:db8::1"],
    ["IPv4 inside IPv6", "::ffff:203.0.113.7", "ipv4 203.0.113.7"],
    ["an address in brackets", "[2001:db8::1]", "ipv6 2001:db8::1"],
    ["a block", "203.0.113.0/24", "cidr 203.0.113.0/24"],
    ["a block of one", "203.0.113.7/32", "ipv4 203.0.113.7"],
    ["a block too long", "203.0.113.0/33", undefined],
    ["a name with its dot", "Evil.Example.", "domain evil.example"],
    ["a name of another script", "злой.example", "domain злой.example"],
    [
      "a URL: only scheme and host lose their case",
      "HTTPS://Evil.Example/Path?Q=A",
      "url https://evil.example/Path?Q=A",
    ],
    ["a URL without a scheme", "evil.example/x", "url evil.example/x"],
    ["a mail address", "A.B@Evil.Example", "email a.b@evil.example"],
    ["a digest", "D41D8CD98F00B204E9800998ECF8427F", "md5 d41d8cd98f00b204e9800998ecf8427f"],
    ["a vulnerability", "CVE-2026-31877", "cve cve-2026-31877"],
    ["a number", "12345", undefined],
    ["a version", "1.2.3", undefined],
    ["a word", "evil", undefined],
    ["an address in octal", "0203.0.113.7", undefined],
  ])("%s", (_, text, expected) => {
    const found = classifyValue(text);
    expect(found === undefined ? undefined : `${found.type} ${found.value}`).toBe(expected);
  });
});

describe("parsePattern", () => {
  it.each([
    ["one comparison", "[ipv4-addr:value = '203.0.113.7']", ["203.0.113.7"]],
    [
      "or inside one observation",
      "[domain-name:value = 'a.example' OR url:value='http://b.example/']",
      ["a.example", "http://b.example/"],
    ],
    [
      "or between observations",
      "[ipv4-addr:value = '1.2.3.4'] OR [ipv4-addr:value = '1.2.3.5']",
      ["1.2.3.4", "1.2.3.5"],
    ],
    ["in", "[ipv4-addr:value IN ('1.2.3.4', '1.2.3.5')]", ["1.2.3.4", "1.2.3.5"]],
    ["a digest by its quoted name", "[file:hashes.'SHA-256' = 'ab']", ["ab"]],
    [
      "brackets",
      "[(email-addr:value = 'a@b.example') OR (domain-name:value = 'b.example')]",
      ["a@b.example", "b.example"],
    ],
    ["a quote in a text", "[domain-name:value = 'a\\'b']", ["a'b"]],
  ])("reads %s", (_, pattern, expected) => {
    const parsed = parsePattern(pattern);
    expect(parsed.ok ? parsed.value.map(({ value }) => value) : parsed.error).toEqual(expected);
  });

  it.each([
    ["and", "[ipv4-addr:value = '1.2.3.4' AND domain-name:value = 'a.example']"],
    ["followed by", "[ipv4-addr:value = '1.2.3.4'] FOLLOWEDBY [ipv4-addr:value = '1.2.3.5']"],
    ["not equal", "[ipv4-addr:value != '1.2.3.4']"],
    ["like", "[domain-name:value LIKE '%.example']"],
    ["a qualifier", "[ipv4-addr:value = '1.2.3.4'] WITHIN 5 SECONDS"],
    ["no end", "[ipv4-addr:value = '1.2.3.4'"],
    ["nothing", ""],
  ])("refuses %s whole", (_, pattern) => expect(parsePattern(pattern).ok).toBe(false));

  it("takes time in proportion to a hostile pattern", () => {
    expect(parsePattern(`[${"(".repeat(90_000)}`).ok).toBe(false);
    expect(parsePattern(`[a:b = '${"\\\\".repeat(40_000)}`).ok).toBe(false);
  });
});

describe("parseIndicators", () => {
  it("reads a list with comments and marks", () => {
    expect(values("# C2\n203.0.113[.]7 # first seen in May\n\nhxxps://evil[.]example/a\n")).toEqual([
      "ipv4 203.0.113.7",
      "url https://evil.example/a",
    ]);
  });

  it("reads CSV with quotes, validity and names, and names bad lines", () => {
    const parsed = parse('type;value;valid_until;comment\nip;203.0.113.7;2026-02-01;"one; two"\nip;not one;;\n');
    expect(parsed.indicators).toMatchObject([
      { value: "203.0.113.7", validUntilMs: Date.UTC(2026, 1, 1), name: "one; two" },
    ]);
    expect(parsed.faults).toMatchObject([{ place: 3 }]);
  });

  it("reads a CSV of extract: observables it did not judge harmless", () => {
    const text =
      "source,kind,type,value,surface,start,end,detail\nr,observable,domain,evil.example,x,0,1,indicator; marked\nr,observable,domain,shop.example,x,0,1,benign; on a list\nr,name,malware,FarHelm,x,0,1,\n";
    expect(values(text)).toEqual(["domain evil.example"]);
  });

  it("reads a bundle: revoked ones and other languages stay out", () => {
    const indicator = (more: object) => ({ type: "indicator", pattern_type: "stix", ...more });
    const bundle = {
      type: "bundle",
      objects: [
        indicator({
          id: "indicator--1",
          pattern: "[ipv4-addr:value = '203.0.113.7']",
          valid_from: "2026-01-01T00:00:00Z",
        }),
        indicator({ pattern: "[ipv4-addr:value = '203.0.113.8']", revoked: true }),
        indicator({ pattern: "rule x {}", pattern_type: "yara" }),
        { type: "ipv4-addr", value: "203.0.113.9" },
      ],
    };
    const parsed = parse(JSON.stringify(bundle));
    expect(parsed.indicators).toMatchObject([
      { id: "indicator--1", value: "203.0.113.7", validFromMs: Date.UTC(2026, 0, 1) },
    ]);
    expect([parsed.faults.length, parsed.passedOver.get("revoked")]).toEqual([1, 1]);
  });

  it("reads an edition, or one story of it", () => {
    const edition = JSON.stringify({
      edition: {},
      articles: [
        { url: "a", text: "evil.example CVE-2026-1234 good.example" },
        { url: "b", text: "other.example" },
      ],
      stories: [
        { id: "s1", title: "One", articleUrls: ["a"], excluded: false },
        { id: "s2", title: "Two", articleUrls: ["b"], excluded: false },
        { id: "s3", title: "Three", articleUrls: ["b"], excluded: true },
      ],
    });
    expect(values(edition)).toEqual(["domain evil.example", "cve cve-2026-1234", "domain other.example"]);
    expect(values(edition, "s2")).toEqual(["domain other.example"]);
    expect(parse(edition, "s9").faults).toHaveLength(1);
  });

  it.each([
    ["torn JSON", '{"type": "bundle"'],
    ["JSON of something else", '{"a": 1}'],
    ["nothing but a quote", 'value,x\n"203.0.113.7'],
  ])("does not fall over %s", (_, text) => expect(() => parse(text)).not.toThrow());
});

const event = (fields: EventFields, more: Partial<Event> = {}): Event => ({ fields, file: "f", record: 1, ...more });
const indicators = (text: string): readonly Indicator[] => parse(text).indicators;
const seen = (list: string, one: Event) => {
  const all = indicators(list);
  return watchIndicators(all)
    .see(one)
    .map(({ indicator, field, how }) => `${all[indicator]?.value} ${field} ${how}`);
};

describe("watchIndicators", () => {
  it.each([
    ["an address in a field", "203.0.113.7", { a: { ip: "203.0.113.7" } }, ["203.0.113.7 a.ip same"]],
    ["an address with its port", "203.0.113.7", { a: "tcp 203.0.113.7:443" }, ["203.0.113.7 a same"]],
    ["a longer address", "203.0.113.7", { a: "203.0.113.77 1203.0.113.7 203.0.113.7.1" }, []],
    ["another form of an IPv6 address", "2001:db8::1", { a: "[2001:0DB8:0::1]:443" }, ["2001:db8::1 a same"]],
    ["an address inside a block", "203.0.113.0/24", { a: "203.0.113.9" }, ["203.0.113.0/24 a inside it"]],
    ["an address beside a block", "203.0.113.0/25", { a: "203.0.113.200" }, []],
    ["a name inside a URL", "evil.example", { a: "GET https://EVIL.example/x" }, ["evil.example a same"]],
    ["a name below it", "evil.example", { a: "cdn.evil.example." }, ["evil.example a under it"]],
    ["names that only look like it", "evil.example", { a: "notevil.example evil.example.org evil-example" }, []],
    ["a sender's domain", "evil.example", { from: "<a@evil.example>" }, ["evil.example from under it"]],
    ["a mail address", "a@evil.example", { from: "A@EVIL.example" }, ["a@evil.example from same"]],
    [
      "a digest in a list",
      "d41d8cd98f00b204e9800998ecf8427f",
      { Hashes: "SHA1=00,MD5=D41D8CD98F00B204E9800998ECF8427F" },
      ["d41d8cd98f00b204e9800998ecf8427f Hashes same"],
    ],
    [
      "a URL, its host in any case",
      "https://evil.example/A",
      { c: "curl HTTPS://Evil.example/A." },
      ["https://evil.example/A c same"],
    ],
    ["a URL whose path is in another case", "https://evil.example/A", { c: "curl https://evil.example/a" }, []],
    ["a URL that goes on", "https://evil.example/A", { c: "https://evil.example/AB https://evil.example/A/b" }, []],
    ["a vulnerability", "CVE-2026-31877", { sig: "ET EXPLOIT (CVE-2026-31877)" }, ["cve-2026-31877 sig same"]],
    ["a name among colons", "evil.example", { a: "http:evil.example:443:tcp" }, ["evil.example a same"]],
    ["a time of day beside an address", "203.0.113.7", { a: "10:00:00 203.0.113.7" }, ["203.0.113.7 a same"]],
    ["members of arrays", "203.0.113.7", { a: [{ ip: "1.1.1.1" }, { ip: "203.0.113.7" }] }, ["203.0.113.7 a.ip same"]],
    ["one on a warning list", "8.8.8.8", { a: "8.8.8.8" }, []],
  ])("%s", (_, list, fields, expected) => expect(seen(list, event(fields))).toEqual(expected));

  it("looks in the text of a record too", () =>
    expect(seen("203.0.113.7", event({}, { raw: "sshd: from 203.0.113.7 port 22" }))).toEqual(["203.0.113.7  same"]));

  it("keeps to validity: from its start until before its end; without a time it counts", () => {
    const list = "value,valid_from,valid_until\n203.0.113.7,2026-01-01,2026-02-01";
    const at = (timeMs: number | undefined) =>
      seen(list, event({ a: "203.0.113.7" }, timeMs === undefined ? {} : { timeMs })).length;
    expect(
      [Date.UTC(2026, 0, 1) - 1, Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1) - 1, Date.UTC(2026, 1, 1), undefined].map(
        at,
      ),
    ).toEqual([0, 1, 1, 0, 1]);
  });

  it("counts those on a warning list", () => {
    const watch = watchIndicators(indicators("8.8.8.8"));
    watch.see(event({ a: "8.8.8.8" }));
    watch.see(event({ a: "8.8.8.8" }));
    expect(watch.takeWarned()).toEqual([[0, 2]]);
    expect(watch.takeWarned()).toEqual([]);
  });

  it("agrees with looking for each by itself", () => {
    const list = [
      "203.0.113.7",
      "evil.example",
      "https://evil.example/A",
      "10.0.0.0/8",
      "a@evil.example",
      "2001:db8::1",
    ];
    const texts = [
      "203.0.113.7",
      "x.evil.example",
      "https://evil.example/A",
      "10.2.3.4:80",
      "a@evil.example",
      "2001:db8::1",
      "none",
    ];
    for (const one of texts)
      for (const other of texts) {
        const both = event({ a: `${one} ${other}`, b: other });
        const together = seen(list.join("\n"), both).sort();
        const apart = list.flatMap((single) => seen(single, both)).sort();
        expect(together).toEqual(apart);
      }
  });
});
