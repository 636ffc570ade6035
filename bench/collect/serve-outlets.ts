/** Outlets on loopback: a hundred hosts with five feeds each, and pages that two feeds of a host both list. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const hostCount = 100;
const feedsEach = 5;
export const feedCount = hostCount * feedsEach;
const ownPages = 4;
/** A feed lists the first pages of the next feed of its host too. */
const sharedPages = 2;

export interface Outlets {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly feeds: readonly string[];
  /** How often each path was asked for, by host and path. */
  readonly asked: Map<string, number>;
  /** Requests under way at one host at once, at most. */
  readonly mostAtOnce: () => number;
  readonly pages: number;
  readonly close: () => void;
}

const hostOf = (at: number): string => `127.0.1.${at + 1}`;

const pageOf = (name: string): string =>
  `<!doctype html><html lang="en"><head><title>Quay story ${name}</title></head><body><article><h1>Quay story ${name}</h1>
${Array.from(
  { length: 8 },
  (_, at) =>
    `<p>Intruders broke into ${at + 2} harbour operators of region ${name} in May, Tarn CERT said on Wednesday; the flaw CVE-2031-${10_000 + at} let them in, and operators should install version 7.${at}.1 of Quay Manager and look for the address 203.0.113.${at}.</p>`,
).join("\n")}</article></body></html>`;

const listedBy = (feed: number): readonly string[] => [
  ...Array.from({ length: ownPages }, (_, at) => `${feed}-${at}`),
  ...Array.from({ length: sharedPages }, (_, at) => `${(feed + 1) % feedsEach}-${at}`),
];

export const openOutlets = async (): Promise<Outlets> => {
  const asked = new Map<string, number>();
  const now = new Map<string, number>();
  const published = new Date(Date.now() - 3_600_000).toUTCString();
  let most = 0;
  const servers: Server[] = [];
  let port = 0;
  for (let at = 0; at < hostCount; at += 1) {
    const host = hostOf(at);
    const server = createServer((request, reply) => {
      const path = request.url ?? "/";
      asked.set(`${host}${path}`, (asked.get(`${host}${path}`) ?? 0) + 1);
      now.set(host, (now.get(host) ?? 0) + 1);
      most = Math.max(most, now.get(host) ?? 0);
      reply.once("close", () => now.set(host, (now.get(host) ?? 1) - 1));
      if (path === "/robots.txt") return reply.writeHead(404).end();
      if (path.startsWith("/page/"))
        return reply.writeHead(200, { "content-type": "text/html" }).end(pageOf(`${at}-${path.slice(6)}`));
      if (request.headers["if-none-match"] === '"one"') return reply.writeHead(304).end();
      const items = listedBy(Number(path.slice(6)))
        .map(
          (name) =>
            `<item><title>Quay story ${at}-${name}</title><link>http://${host}:${port}/page/${name}</link><pubDate>${published}</pubDate></item>`,
        )
        .join("");
      return reply
        .writeHead(200, { "content-type": "application/rss+xml", etag: '"one"' })
        .end(`<rss version="2.0"><channel><title>Outlet ${at}</title>${items}</channel></rss>`);
    });
    await new Promise<void>((done, fail) => server.once("error", fail).listen(port, host, done));
    port = (server.address() as AddressInfo).port;
    servers.push(server);
  }
  const hosts = servers.map((_, at) => hostOf(at));
  return {
    port,
    hosts,
    feeds: hosts.flatMap((host) =>
      Array.from({ length: feedsEach }, (_, feed) => `http://${host}:${port}/feed/${feed}`),
    ),
    asked,
    mostAtOnce: () => most,
    pages: hostCount * feedsEach * ownPages,
    close: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
};
