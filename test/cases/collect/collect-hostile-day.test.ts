/** A day on which almost everything is broken: what is whole is read, and each loss says why. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect, collectEntries } from "#intel/collect/index.ts";
import { openAddressMap } from "#outside/address-map.ts";
import { openEgress } from "#outside/fetch-document.ts";
import { openArchive } from "#outside/open-archive.ts";
import { readPath } from "#outside/read-path.ts";

const page = `<!doctype html><title>t</title><p>${"A mail server flaw is being used. ".repeat(9)}</p>`;
const feed = "<rss><channel><item><link>http://site.example/a.html</link></item></channel></rss>";

let top = "";
let server: Server;
let host = "";

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), "hostile-day-"));
  const reports = join(top, "reports");
  mkdirSync(join(top, "site"));
  mkdirSync(reports);
  writeFileSync(join(top, "secret.txt"), "secret words");
  writeFileSync(join(top, "site", "a.html"), page);
  writeFileSync(join(top, "site", "feed.xml"), feed);
  symlinkSync(join(top, "secret.txt"), join(top, "site", "leak.html"));
  writeFileSync(join(reports, "empty.xml"), "");
  writeFileSync(join(reports, "good.html"), page);
  writeFileSync(join(reports, "no-entries.xml"), "<rss><channel><title>x</title></channel></rss>");
  writeFileSync(join(reports, "deep.html"), `<!doctype html>${"<div>".repeat(200_000)}`);
  writeFileSync(join(reports, "bomb.gz"), gzipSync(new Uint8Array(64 * 1024 * 1024)));
  const slip = { "../../slip.html": new TextEncoder().encode(page), "in.html": new TextEncoder().encode(page) };
  writeFileSync(join(reports, "slip.zip"), zipSync(slip));
  symlinkSync(join(top, "secret.txt"), join(reports, "leak.txt"));
  const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024));
  server = createServer((request, response) => {
    if (request.url === "/bomb") response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    else if (request.url === "/inner") response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    else if (request.url === "/slow") response.write("<p>");
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(top, { recursive: true });
});

test("the rest of the day is read, and every loss is told", async () => {
  const map = await openAddressMap([`http://site.example/=${join(top, "site")}`]);
  if (!map.ok) throw new Error(map.error.join("\n"));
  const egress = openEgress({ map: map.value, allowHosts: [host], gapMs: 0, timeoutMs: 8_000 });
  const tools = { fetchDocument: egress.fetchDocument, readPath: (path: string) => readPath(path), openArchive };
  const addresses = ["bomb", "inner", "slow", "none"].map((name) => `http://${host}/${name}`);
  const inputs = [join(top, "reports"), "http://site.example/feed.xml", "http://10.0.0.1/feed", ...addresses];
  const { documents, losses } = await collect(inputs, tools);
  const short = (text: string): string => text.replaceAll(top, "").replaceAll(host, "HOST").replace("file://", "");
  expect(documents.map((document) => short(document.url))).toEqual([
    "/reports/good.html",
    "/reports/slip.zip!/in.html",
    "http://site.example/feed.xml",
  ]);
  expect(losses.map((loss) => `${short(loss.item)}: ${loss.reason}`).sort()).toEqual([
    "/reports/bomb.gz: too_large",
    "/reports/deep.html: empty_page",
    "/reports/empty.xml: empty",
    "/reports/leak.txt: outside_folder",
    "/reports/no-entries.xml: empty_feed",
    "/reports/slip.zip!/../../slip.html: outside_archive",
    "http://10.0.0.1/feed: blocked_address",
    "http://HOST/bomb: too_large",
    "http://HOST/inner: blocked_address",
    "http://HOST/none: not_found",
    "http://HOST/slow: timeout",
  ]);

  const listed = ["a.html?utm_source=x", "leak.html", "..%2fsecret.txt", "gone.html"];
  const entries = listed.map((name) => ({
    url: `http://site.example/${name}`,
    feedUrl: "http://site.example/feed.xml",
  }));
  const read = await collectEntries(entries, tools);
  expect(read.pages.map((each) => each.url)).toEqual(["http://site.example/a.html"]);
  expect(read.losses.map((loss) => loss.reason)).toEqual(["outside_map", "outside_map", "not_found"]);
  await egress.close();
});
