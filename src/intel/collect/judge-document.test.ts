import { describe, expect, test } from "vitest";
import type { RawDocument } from "#terms/raw-document.ts";
import { type Expectation, judgeDocument } from "./judge-document.ts";

const documentOf = (text: string, contentType?: string): RawDocument => ({
  requestedUrl: "https://n.example/x",
  url: "https://n.example/x",
  bytes: new TextEncoder().encode(text),
  sha256: "",
  retrievedAt: "2026-02-05T18:00:00Z",
  ...(contentType === undefined ? {} : { contentType }),
});

const judge = (text: string, expected: Expectation = "anything"): string =>
  judgeDocument(documentOf(text), expected).fault?.reason ?? "of use";

const page = (body: string, head = ""): string =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const words = "The outlet reports on a flaw in a mail server that is being used against it. ".repeat(4);
const long = words.repeat(4);
const script = '<script src="/app.js"></script>';
const feedLink = '<link rel="alternate" type="application/rss+xml" href="/feed.xml?a=1&amp;b=2">';

describe("an answer that is of no use is broken, whatever its status", () => {
  test.each<[string, string, Expectation, string]>([
    ["a page with words", page(`<p>${words}</p>`), "anything", "of use"],
    ["a page with words and scripts", page(`<p>${words}</p>${script}`), "page", "of use"],
    ["a short honest page without script", page("<p>Service is back since 10:00.</p>"), "page", "of use"],
    ["nothing", "  ", "anything", "empty"],
    ["a frame for a script to fill", page(`<div id="root"></div>${script}`), "page", "shell_page"],
    [
      "a frame that asks for scripts",
      page(`<noscript>${words}</noscript><div id="app"></div>${script}`),
      "page",
      "shell_page",
    ],
    ["a frame whose words stand in the script", page(`<script>var text = "${long}"</script>`), "page", "shell_page"],
    [
      "a frame with a style sheet inside",
      page(`<style>${".a{color:red}".repeat(99)}</style>${script}`),
      "page",
      "shell_page",
    ],
    [
      "a frame whose data carry the article",
      page(`<script type="application/ld+json">{"articleBody":"${long}"}</script>`),
      "page",
      "of use",
    ],
    [
      "a jump to another address",
      page("Moved", '<meta http-equiv="refresh" content="0;url=/y">'),
      "page",
      "shell_page",
    ],
    ["a page without any text", page("<img src=a.png>"), "page", "empty_page"],
    [
      "a check for people",
      page("<h1>Just a moment</h1><p>Verify you are human by completing the action below.</p>"),
      "page",
      "bot_wall",
    ],
    [
      "a check for people where a feed was expected",
      page(`<p>Checking your browser before accessing</p>${script}`),
      "feed",
      "bot_wall",
    ],
    [
      "an article about such checks",
      page(`<p>The page says "verify you are human".</p><p>${long}</p>`),
      "page",
      "of use",
    ],
    ["a page where a feed was expected", page(`<p>${words}</p>`), "feed", "not_a_feed"],
    ["JSON where a feed was expected", '{"error": "no such feed"}', "feed", "not_a_feed"],
    ["a feed where a page was expected", "<rss><item></item></rss>", "page", "not_a_page"],
    ["a feed", "<rss><channel><item></item></channel></rss>", "feed", "of use"],
    ["a feed in capitals", "<RSS><ITEM>x</ITEM></RSS>", "feed", "of use"],
    ["a feed with prefixes", "<a:feed xmlns:a='x'><a:entry/></a:feed>", "feed", "of use"],
    ["a feed without entries", "<rss><channel><title>items</title></channel></rss>", "feed", "empty_feed"],
    ["a feed cut off in its first entry", "<rss><channel><item><title>On", "feed", "of use"],
    [
      "a feed whose first entry comes late",
      `<rss><channel><!--${"x".repeat(200_000)}--><item/></channel></rss>`,
      "feed",
      "of use",
    ],
    ["a JSON feed", '{"version":"https://jsonfeed.org/version/1.1","items":[]}', "feed", "of use"],
    ["a site map", "<urlset></urlset>", "anything", "unsupported_type"],
    ["a picture", "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0000", "anything", "unsupported_type"],
  ])("%s", (_what, text, expected, verdict) => {
    expect(judge(text, expected)).toBe(verdict);
  });

  test("a page in the place of a feed is asked which feed it names", () => {
    const { fault } = judgeDocument(documentOf(page(`<p>${words}</p>`, feedLink)), "feed");
    expect(fault?.detail).toBe(
      "Expected a feed but found a web page. The page names its feed: https://n.example/feed.xml?a=1&b=2",
    );
  });

  test.each([
    ["200,000 elements inside each other", "<div>".repeat(200_000)],
    ["comments that never close", "<!doctype html>".concat("<!--".repeat(500_000))],
    ["scripts that never close", "<!doctype html>".concat("<script>".repeat(250_000))],
    ["tags that never close", "<!doctype html>".concat("<a ".repeat(700_000))],
    ["links without end", `<!doctype html>${"<link ".repeat(300_000)}`],
  ])("%s are judged in one pass", (_what, text) => {
    expect(judgeDocument(documentOf(text), "feed").fault?.reason).toBe("not_a_feed");
    expect(judgeDocument(documentOf(text), "page").fault).toBeDefined();
  });
});
