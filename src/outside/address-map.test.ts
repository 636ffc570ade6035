import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AddressMap, openAddressMap } from "./address-map.ts";
import { openEgress } from "./fetch-document.ts";

let top = "";
let site = "";

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), "address-map-"));
  site = join(top, "site");
  mkdirSync(join(site, "feeds"), { recursive: true });
  mkdirSync(join(site, "empty"));
  mkdirSync(join(top, "site-other"));
  writeFileSync(join(top, "secret.txt"), "secret");
  writeFileSync(join(top, "site-other", "secret.txt"), "secret");
  writeFileSync(join(site, "index.html"), "front");
  writeFileSync(join(site, "feeds", "a b.xml"), "feed");
  writeFileSync(join(site, "größe.html"), "umlaut");
  writeFileSync(join(site, "100%.txt"), "percent");
  symlinkSync(join(top, "secret.txt"), join(site, "link.txt"));
  symlinkSync(top, join(site, "up"));
  symlinkSync(join(top, "site-other"), join(site, "beside"));
  symlinkSync("index.html", join(site, "alias.html"));
  symlinkSync("round", join(site, "round"));
});
afterAll(() => rmSync(top, { recursive: true }));

const mapOf = async (...words: string[]): Promise<AddressMap> => {
  const map = await openAddressMap(words);
  if (!map.ok) throw new Error(map.error.join("\n"));
  return map.value;
};

const read = async (map: AddressMap, address: string, maxBytes = 1_000): Promise<string> => {
  const answer = await map.read(new URL(address), maxBytes);
  if (answer === undefined) return "not mapped";
  return answer.ok ? new TextDecoder().decode(answer.value.bytes) : answer.error.type;
};

describe("an address under a prefix is read from the folder", () => {
  test.each([
    ["a file", "http://127.0.0.1:8045/feeds/a%20b.xml", "feed"],
    ["whatever the query and fragment", "http://127.0.0.1:8045/index.html?utm_source=x#c", "front"],
    ["a folder answers with its index", "http://127.0.0.1:8045/", "front"],
    ["a name beyond ASCII", "http://127.0.0.1:8045/gr%C3%B6%C3%9Fe.html", "umlaut"],
    ["an encoded percent sign, decoded once", "http://127.0.0.1:8045/100%25.txt", "percent"],
    ["a link that stays inside", "http://127.0.0.1:8045/alias.html", "front"],
    ["doubled slashes", "http://127.0.0.1:8045//feeds//a%20b.xml", "feed"],
    ["dots that stay inside", "http://127.0.0.1:8045/feeds/../index.html", "front"],
    ["a missing file", "http://127.0.0.1:8045/none.html", "not_found"],
    ["a folder without index", "http://127.0.0.1:8045/empty/", "not_found"],
    ["a file asked as a folder", "http://127.0.0.1:8045/index.html/x", "not_found"],
    ["another port", "http://127.0.0.1:8046/index.html", "not mapped"],
    ["another scheme", "https://127.0.0.1:8045/index.html", "not mapped"],
    ["another host", "http://localhost:8045/index.html", "not mapped"],
  ])("%s", async (_kind, address, expected) => {
    expect(await read(await mapOf(`http://127.0.0.1:8045/=${site}`), address)).toBe(expected);
  });

  test.each([
    ["encoded dots with an encoded slash", "http://h.example/..%2fsecret.txt", "outside_map"],
    ["encoded slash alone", "http://h.example/feeds%2f..%2f..%2fsecret.txt", "outside_map"],
    ["encoded backslash", "http://h.example/..%5csecret.txt", "outside_map"],
    ["NUL", "http://h.example/index.html%00.txt", "outside_map"],
    ["dots beyond the root stay at the root", "http://h.example/../../secret.txt", "not_found"],
    ["dots encoded twice are a name", "http://h.example/%252e%252e/secret.txt", "not_found"],
    ["a link to a file outside", "http://h.example/link.txt", "outside_map"],
    ["a link to the folder above", "http://h.example/up/secret.txt", "outside_map"],
    ["a link to a folder whose name begins alike", "http://h.example/beside/secret.txt", "outside_map"],
    ["a link to itself", "http://h.example/round", "unreadable"],
    ["percent-encoding that is not UTF-8", "http://h.example/%ff.html", "bad_address"],
  ])("and never leaves it: %s", async (_kind, address, expected) => {
    expect(await read(await mapOf(`http://h.example/=${site}`), address)).toBe(expected);
  });

  test("a file over the cap is refused", async () => {
    expect(await read(await mapOf(`http://h.example/=${site}`), "http://h.example/index.html", 4)).toBe("too_large");
  });

  test("of two prefixes the longer wins, and a prefix ends at a slash", async () => {
    const map = await mapOf(`http://h.example/=${site}`, `http://h.example/mirror=${join(site, "feeds")}`);
    expect(await read(map, "http://h.example/mirror/a%20b.xml")).toBe("feed");
    expect(await read(map, "http://h.example/mirrors/a%20b.xml")).toBe("not_found");
    expect(await read(map, "http://h.example/mirror")).toBe("not_found");
  });
});

test("every word that is no map is told", async () => {
  const map = await openAddressMap([
    "http://h.example/",
    "ftp://h/=x",
    `http://h.example/=${top}/none`,
    `http://h/=${top}/secret.txt`,
  ]);
  expect(map).toEqual({
    ok: false,
    error: [
      "Expected http://host/=FOLDER but found http://h.example/",
      "Expected an http or https prefix but found ftp://h/",
      "Expected a folder to map http://h.example/ to: There is no such file or folder.",
      "Expected a folder to map http://h/ to but it is not one",
    ],
  });
});

test("a mapped loopback address is read though the guard would refuse it; user info never is", async () => {
  const egress = openEgress({ map: await mapOf(`http://127.0.0.1:8045/=${site}`) });
  const page = await egress.fetchDocument("http://127.0.0.1:8045/index.html?a=1#b");
  expect(page.ok && [page.value.url, page.value.contentType]).toEqual([
    "http://127.0.0.1:8045/index.html?a=1",
    "text/html",
  ]);
  const named = await egress.fetchDocument("http://user@127.0.0.1:8045/index.html");
  expect(named.ok ? "document" : named.error.type).toBe("bad_address");
  const other = await egress.fetchDocument("http://127.0.0.1:8046/index.html");
  expect(other.ok ? "document" : other.error.type).toBe("blocked_address");
  await egress.close();
});
