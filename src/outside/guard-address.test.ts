import { describe, expect, test } from "vitest";
import { checkLiteral, guardLookup, isPublicAddress, parseWebAddress, type ResolvedAddress } from "./guard-address.ts";

const judge = (address: string): string => {
  const url = parseWebAddress(address);
  const checked = url.ok ? checkLiteral(url.value) : url;
  return checked.ok ? "passes" : checked.error.type;
};

describe("an address is refused before anything is asked", () => {
  test.each([
    ["loopback", "http://127.0.0.1/", "blocked_address"],
    ["loopback, another of its block", "http://127.8.9.10/", "blocked_address"],
    ["decimal IPv4", "http://2130706433/", "blocked_address"],
    ["hexadecimal IPv4", "http://0x7f000001/", "blocked_address"],
    ["octal IPv4", "http://0177.0.0.01/", "blocked_address"],
    ["short IPv4", "http://127.1/", "blocked_address"],
    ["IPv4 in full-width digits", "http://１２７.0.0.1/", "blocked_address"],
    ["the unspecified address", "http://0.0.0.0/", "blocked_address"],
    ["zero alone", "http://0/", "blocked_address"],
    ["the metadata address of clouds", "http://169.254.169.254/latest/meta-data/", "blocked_address"],
    ["a private network", "http://10.0.0.8/", "blocked_address"],
    ["another private network", "http://172.16.5.4/", "blocked_address"],
    ["a home network", "http://192.168.1.1/", "blocked_address"],
    ["carrier-grade NAT", "http://100.64.0.1/", "blocked_address"],
    ["multicast", "http://224.0.0.1/", "blocked_address"],
    ["broadcast", "http://255.255.255.255/", "blocked_address"],
    ["IPv6 loopback", "http://[::1]/", "blocked_address"],
    ["IPv6 unspecified", "http://[::]/", "blocked_address"],
    ["IPv4-mapped IPv6", "http://[::ffff:127.0.0.1]/", "blocked_address"],
    ["IPv4-compatible IPv6", "http://[::127.0.0.1]/", "blocked_address"],
    ["NAT64", "http://[64:ff9b::7f00:1]/", "blocked_address"],
    ["local NAT64", "http://[64:ff9b:1::7f00:1]/", "blocked_address"],
    ["6to4", "http://[2002:7f00:1::]/", "blocked_address"],
    ["Teredo", "http://[2001:0:1::1]/", "blocked_address"],
    ["unique local IPv6", "http://[fd00::1]/", "blocked_address"],
    ["link-local IPv6", "http://[fe80::1]/", "blocked_address"],
    ["user info", "http://user:pass@8.8.8.8/", "bad_address"],
    ["a file", "file:///etc/passwd", "bad_address"],
    ["another protocol", "gopher://8.8.8.8/", "bad_address"],
    ["data", "data:text/html,x", "bad_address"],
    ["script", "javascript:alert(1)", "bad_address"],
    ["no address", "not an address", "bad_address"],
    ["an address without end", `http://8.8.8.8/${"a".repeat(9_000)}`, "bad_address"],
    ["a public IPv4", "https://8.8.8.8/", "passes"],
    ["a public IPv6", "https://[2606:4700::1111]/", "passes"],
    ["a public IPv4 in IPv6", "https://[::ffff:8.8.8.8]/", "passes"],
    ["a name, whose answers are judged later", "https://news.example/", "passes"],
  ])("%s: %s", (_kind, address, expected) => {
    expect(judge(address)).toBe(expected);
  });
});

const look = (answers: readonly string[], all: boolean): Promise<unknown> => {
  const resolved: ResolvedAddress[] = answers.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  return new Promise((resolve) => {
    guardLookup(async () => resolved)("news.example", { all }, (error, found) => resolve(error?.message ?? found));
  });
};

describe("what a name resolves to", () => {
  test("public answers are handed on, all of them", async () => {
    expect(await look(["8.8.8.8", "2606:4700::1111"], true)).toEqual([
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ]);
  });

  test("a socket that wants one answer gets the first", async () => {
    expect(await look(["8.8.8.8", "1.1.1.1"], false)).toBe("8.8.8.8");
  });

  test.each([
    ["one private answer", ["10.1.2.3"]],
    ["a public and a private one", ["8.8.8.8", "10.1.2.3"]],
    ["a mapped loopback", ["8.8.8.8", "::ffff:127.0.0.1"]],
    ["a zone-scoped link-local", ["fe80::1%eth0"]],
    ["something that is no address", ["localhost"]],
  ])("%s refuses the name", async (_kind, answers) => {
    expect(await look(answers, true)).toMatch(/^Expected a public address but news\.example is at /);
  });

  test("no answer at all is an error, not an empty list", async () => {
    expect(await look([], true)).toBe("news.example has no address.");
  });

  test("an IPv6 address with a zone is never public", () => {
    expect(isPublicAddress("2606:4700::1111%1")).toBe(true); // the zone changes nothing for a public address
    expect(isPublicAddress("fe80::1%1")).toBe(false);
  });
});
