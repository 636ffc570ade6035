/** A look at an address before it is collected: feeds there or named there, and everything that can be in the way. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Look, lookAtSource } from "./look-at-source.ts";

const text = "Four operators of quay cranes were broken into, says the port authority of Tarn. ";
const entry = (at: number, words: string): string =>
  `<item><title>Crane ${at} &amp; more</title><link>/pages/${at}</link><pubDate>${new Date(Date.UTC(2031, 4, 10, at)).toUTCString()}</pubDate><description>${words}</description></item>`;
const feed = (words: string): string =>
  `<rss version="2.0"><channel><title>Quay &lt;Post&gt;</title><language>en-GB</language>${[1, 3, 2].map((at) => entry(at, words)).join("")}</channel></rss>`;
const page = (head: string): string => `<html><head>${head}</head><body><p>${text.repeat(10)}</p></body></html>`;

const pages: Readonly<Record<string, string>> = {
  "/robots.txt": "User-agent: *\nDisallow: /closed\nDisallow: /pages/9\n",
  "/whole.xml": feed(text.repeat(20)),
  "/teasers.xml": feed(text),
  "/closed/feed.xml": feed(text),
  "/named": page(
    `<link rel="alternate" type="application/rss+xml" href="/comments.xml"><link rel=alternate type="application/rss+xml" href='/whole.xml'>`,
  ),
  "/comments.xml": feed("So it is."),
  "/usual/": page(""),
  "/usual/feed": feed(text),
  "/none": page(""),
  "/list.opml": `<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/></body></opml>`,
  "/broken.xml": "<rss><channel><item><title>Cut",
};

let server: Server;
let base = "";
let host = "";
beforeAll(async () => {
  server = createServer(({ url = "" }, answer) => {
    if (url === "/moved.xml") answer.writeHead(301, { location: "/whole.xml" }).end();
    else if (url.startsWith("/pages/"))
      answer.writeHead(200, { "content-type": "text/html" }).end(page("<title>Crane</title>"));
    else if (pages[url] === undefined) answer.writeHead(404).end();
    else answer.writeHead(200).end(pages[url]);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = `http://${host}`;
});
afterAll(() => new Promise((done) => server.close(done)));

const look = (address: string): Promise<Look> => lookAtSource(address, { allowHosts: [host] });
const addresses = ({ feeds }: Look): string[] => feeds.map(({ address }) => address.replace(base, ""));

describe("a look at an address", () => {
  it("says what a feed lists, how new it is, and how its newest page reads", async () => {
    const { kind, feeds } = await look(`${base}/whole.xml`);
    expect(kind).toBe("feed");
    expect(feeds[0]).toMatchObject({
      title: "Quay <Post>",
      entries: 3,
      undated: 0,
      newestAt: "2031-05-10T03:00:00Z",
      language: "en",
      texts: "whole",
      newest: [{ title: "Crane 3 & more" }, { title: "Crane 2 & more" }, { title: "Crane 1 & more" }],
      page: { address: `${base}/pages/3`, language: "en" },
    });
    expect(feeds[0]?.page?.characters).toBeGreaterThan(500);
  });

  it("tells beginnings from whole texts, and an address that has moved", async () => {
    expect((await look(`${base}/teasers.xml`)).feeds[0]?.texts).toBe("teasers");
    expect((await look(`${base}/moved.xml`)).feeds[0]?.movedTo).toBe(`${base}/whole.xml`);
  });

  it("finds the feeds that a page names, comments last, and else where sites keep one", async () => {
    const named = await look(`${host}/named`);
    expect([named.kind, addresses(named)]).toEqual(["page", ["/whole.xml", "/comments.xml"]]);
    expect(addresses(await look(`${base}/usual/`))).toEqual(["/usual/feed"]);
  });

  it.each<[string, () => string, RegExp]>([
    ["a page without a feed", () => `${base}/none`, /found a web page; the page names none/],
    ["what robots.txt closes", () => `${base}/closed/feed.xml`, /robots.txt asks not to read/],
    ["a list of feeds", () => `${base}/list.opml`, /Import it/],
    ["nothing at all", () => `${base}/gone`, /404|not found|nothing/i],
    ["an address of this network", () => "http://10.1.2.3/feed", /put 10\.1\.2\.3:80 under collect\.allowHosts/],
    ["what is no address of the web", () => "file:///etc/passwd", /Expected http or https/],
    ["words", () => "the quay post", /cannot be parsed/],
  ])("says in words why there is nothing to collect: %s", async (_, address, words) => {
    const { kind, feeds, because } = await look(address());
    expect([kind, feeds]).toEqual(["nothing", []]);
    expect(because).toMatch(words);
  });
});
