/**
 * miniflux's feeds have no truth files. A file passes when its text has no U+FFFD and no C1 control character, and when
 * the feed has an item wherever the document has an `<item` or `<entry`. XML that is no feed is only decoded.
 */
import { decodeFeed } from "../../src/intel/read/feeds/decode-feed.ts";
import type { TarFile } from "../read-tar.ts";
import { type Check, runFeed } from "./run-feed.ts";

const garbled = (text: string): boolean => /[\ufffd\u0080-\u0084\u0086-\u009f]/.test(text);

export const judgeMiniflux = (files: readonly TarFile[]): Check[] =>
  files
    .filter(({ path }) => /\.(?:xml|rss|atom|rdf)$/.test(path))
    .map(({ path, bytes }) => {
      const { text } = decodeFeed(bytes);
      const { feed } = runFeed(bytes);
      const clean = !garbled(feed === undefined ? text : JSON.stringify(feed));
      const wantsItem = /<(?:\w+:)?(?:item|entry)[\s>]/.test(text);
      const items = feed?.entries.length ?? 0;
      return {
        group: "miniflux",
        file: path,
        field: "clean and complete",
        expected: wantsItem ? "an item" : "clean text",
        got: { clean, items },
        passed: clean && (!wantsItem || items > 0),
      };
    });
