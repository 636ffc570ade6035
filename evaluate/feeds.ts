/**
 * Suite `feeds`: other projects' test feeds against ours.
 *
 * Data: archives `reporting/feeds/{feedparser,gofeed,rss-parser,miniflux}*.tar.*`, matched by name pattern; none of it is
 * keyed by file or case name. How each metric is counted (shares of asserts passed):
 * - `feedparser`: asserts of `expected.jsonl` in the folders this product reads (rss … json) whose first field is a title,
 *   link(s), id/guid, summary, description (also under its Atom names), content, author(s), a date, tags or language.
 *   A date given as text is compared as an instant. `feedparserOther`: all other asserts in those folders.
 * - `gofeed`, `rssParser`: every expected title, link, date, author, content, category and guid.
 * - `miniflux`: no truth files: no U+FFFD, no C1 character, and an item where the document has one.
 * - `crashes`: parses that threw. `hangs`: parses over 2 s, over every feed file of every archive.
 */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { judgeFeedparser } from "./feeds/feedparser-asserts.ts";
import { judgeGofeed } from "./feeds/gofeed-asserts.ts";
import { judgeMiniflux } from "./feeds/miniflux-checks.ts";
import { judgeRssParser } from "./feeds/rss-parser-asserts.ts";
import { type Check, type FeedRun, runFeed } from "./feeds/run-feed.ts";
import { readTar, type TarFile } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

const filesOf = async (dataDir: string, project: string): Promise<TarFile[]> => {
  const folder = join(dataDir, "reporting", "feeds");
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter(
    (name) => name.startsWith(project) && /\.(?:tar(?:\.\w+)?|tgz)$/.test(name),
  );
  return (await Promise.all(names.sort().map((name) => readTar(join(folder, name))))).flat();
};

const share = (checks: readonly Check[]): number | null =>
  checks.length === 0 ? null : checks.filter(({ passed }) => passed).length / checks.length;

const byGroup = (checks: readonly Check[]): Record<string, number | null> => {
  const groups = Map.groupBy(checks, ({ group }) => group);
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => [name, share(list)]),
  );
};

/** Everything that is a feed or claims to be: the rest of an archive is truth and licences. */
const isFeedFile = ({ path }: TarFile): boolean => /\.(?:xml|rss|atom|rdf|opml)$/i.test(path);

export const suite: Suite = {
  name: "feeds",
  run: async ({ dataDir }) => {
    const [feedparser, gofeed, rssParser, miniflux, feedsmith] = await Promise.all(
      ["feedparser", "gofeed", "rss-parser", "miniflux", "feedsmith"].map((project) => filesOf(dataDir, project)),
    );
    const every = [feedparser, gofeed, rssParser, miniflux, feedsmith].flatMap((files) => files ?? []);
    const runs: FeedRun[] = every.filter(isFeedFile).map((file) => runFeed(file.bytes));
    const ours = judgeFeedparser(feedparser ?? []);
    const used = ours.filter(({ kind }) => kind === "used");
    const go = judgeGofeed(gofeed ?? []);
    const rss = judgeRssParser(rssParser ?? []);
    const mini = judgeMiniflux(miniflux ?? []);
    const failed = [...used, ...go, ...rss, ...mini].filter(({ passed }) => !passed);
    return {
      suite: "feeds",
      n: used.length + go.length + rss.length + mini.length,
      metrics: {
        feedparser: share(used),
        feedparserOther: share(ours.filter(({ kind }) => kind === "other")),
        gofeed: share(go),
        rssParser: share(rss),
        miniflux: share(mini),
        crashes: every.length === 0 ? null : runs.filter(({ crashed }) => crashed !== undefined).length,
        hangs: every.length === 0 ? null : runs.filter(({ ms }) => ms > 2000).length,
        feedparserByFolder: byGroup(used),
      },
      worst: failed.slice(0, 20),
    };
  },
};
