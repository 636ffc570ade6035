import { describe, expect, it } from "vitest";
import { isBylineLine, isClosingHeading, isSiteLine, isToolLine } from "./boilerplate-lines.ts";

describe("lines that are the site's", () => {
  it.each([
    "Advertisement",
    "READ: Regatta moved to June",
    "Read more",
    "Lesen Sie auch: Neuer Hafen",
    "Share this article",
    "Sign up for our newsletter",
    "NOW PLAYING: ten storms",
    "© 2025 Harbour Gazette",
    "The quay at night. Photo: Jane Roe",
    "A crane (Image: Harbour Pictures)",
    "We may earn a commission from links on this page",
    "To continue reading, please log in.",
    "Ad",
    "02:13",
    "(Reporting by Anna Pell; Editing by Tom Rusk)",
    "Like this? Our morning letter comes to your inbox. Sign up here.",
    "Unser täglicher Newsletter: jetzt abonnieren",
    "Do you know more? Write to us in confidence.",
    "To read the rest of this story, become a member.",
  ])("%s", (line) => expect(isSiteLine(line)).toBe(true));

  it.each([
    "Share prices fell after the break-in became known.",
    "Read access to the database was enough, the report says.",
    "Get the latest version from the vendor's page.",
    "Recommended: install 4.7 and restart.",
    "Related activity was seen in May against two ports.",
    "More from the attackers' toolkit turned up on a second server, and it was older than the first.",
    "Subscribers were told to change their passwords.",
    "The photo shows a terminal with the stolen files.",
    "Update 4.7 closes the hole.",
    "Reporting by three agencies suggests that the ports were warned. None acted on it.",
    "Delete such a message if it turns up in your inbox.",
    "The newsletter service lost the addresses of those who subscribe to it.",
    "Stay tuned to the Gazette for live coverage of the storm.",
  ])("and sentences that only begin so: %s", (line) => expect(isSiteLine(line)).toBe(false));
});

describe("tools in one line", () => {
  it.each(["Write to the editor | Print", "Share · Print · Save"])("%s", (line) => expect(isToolLine(line)).toBe(true));
  it.each([
    "Print",
    "Version 4.7 | fixed",
    "The port closed. | It opened again on Friday.",
    "The ferries that run to the islands stay in port | and the others do not",
  ])("not %s", (line) => expect(isToolLine(line)).toBe(false));
});

describe("bylines and date lines", () => {
  it.each([
    "By Anna Pell",
    "by Newsroom on 03/04/25 · 9.1K views",
    "Von Jonas Riedel",
    "12 March 2025",
    "Updated: 12:30",
    "4 min read",
    "Published on Tuesday",
  ])("%s", (line) => expect(isBylineLine(line)).toBe(true));
  it.each([
    "By exploiting the flaw, attackers can run commands.",
    "By Tuesday the firm had restored its servers.",
    "Published research is thin.",
    "Standard ports were open.",
  ])("not %s", (line) => expect(isBylineLine(line)).toBe(false));
});

describe("headings that close an article", () => {
  it.each([
    "Related",
    "You may like",
    "2 comments",
    "Das könnte Sie auch interessieren",
    "About the author",
    "Most read",
    "In case you missed it",
    "You might have missed",
  ])("%s", (line) => expect(isClosingHeading(line)).toBe(true));
  it.each([
    "Indicators of compromise",
    "Mitigation",
    "Recommendations",
    "References",
    "History of the group",
    "Authorisation bypass",
  ])("not %s", (line) => expect(isClosingHeading(line)).toBe(false));
});
