/** The screens of a desk of that size, asked through its own door on loopback: what a browser waits for. */

import { createServer, openDoor } from "../../src/doors/api/server.ts";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import type { Desk } from "../../src/pipeline/index.ts";
import { configSchema } from "../../src/terms/config.ts";
import type { Source } from "../../src/terms/source.ts";
import { tookOf } from "./measure-server.ts";

/** What each screen asks for before it shows its matter, one after the other. */
const screens = {
  Today: ["/api/v1/me", "/api/v1/editions/latest/reading"],
  "an edition of last month": ["/api/v1/me", "/api/v1/editions/2031-03-01/reading"],
  Editions: ["/api/v1/me", "/api/v1/editions?limit=30"],
  Sources: ["/api/v1/me", "/api/v1/sources"],
  Triage: ["/api/v1/me", "/api/v1/triage/state"],
} satisfies Readonly<Record<string, readonly string[]>>;

export interface ScreenTimes {
  readonly screen: string;
  readonly ms: readonly number[];
  readonly processorMs: readonly number[];
  readonly kilobytes: number;
}

export const askScreens = async (
  desk: Desk,
  sources: readonly Source[],
  { rounds, data }: { readonly rounds: number; readonly data: string },
): Promise<{ readonly screens: readonly ScreenTimes[]; readonly wrong: readonly string[] }> => {
  const config = configSchema.parse({});
  const door = await createServer({ ...doorOf(desk, { config, sources }), requestsPerMinute: 1_000_000 });
  const wrong: string[] = [];
  const found: ScreenTimes[] = [];
  try {
    const base = await openDoor(door, 0);
    for (const [screen, paths] of Object.entries(screens)) {
      const ms: number[] = [];
      const processorMs: number[] = [];
      let bytes = 0;
      for (let round = 0; round < rounds; round += 1) {
        const asked = await tookOf(data, async () => {
          bytes = 0;
          for (const path of paths) {
            const answer = await fetch(new URL(path, base));
            bytes += (await answer.arrayBuffer()).byteLength;
            if (answer.status !== 200) wrong.push(`${screen}: ${path} answered ${answer.status}`);
          }
        });
        ms.push(asked.ms);
        processorMs.push(asked.processorMs);
      }
      found.push({ screen, ms, processorMs, kilobytes: Math.round(bytes / 1024) });
    }
    const list = (await (await fetch(new URL("/api/v1/sources", base))).json()) as { sources: { articles: number }[] };
    const articles = list.sources.reduce((sum, source) => sum + source.articles, 0);
    if (list.sources.length !== sources.length) wrong.push(`Sources: found ${list.sources.length}`);
    return { screens: found, wrong: articles > 0 ? wrong : [...wrong, "Sources: no article is counted"] };
  } finally {
    await door.close();
  }
};
