import { describe, expect, it } from "vitest";
import { makeArticle } from "../make-article.fixture.ts";
import { findOffTopic } from "./find-off-topic.ts";

const article = (title: string, text: string, more: object = {}) => makeArticle({ id: "a", title, text, ...more });

describe("set aside", () => {
  it.each([
    [
      "sport",
      article(
        "Tidewater reach the cup final",
        "Goalkeeper Ane Brodal saved two shots and coach Piet Maas praised the defenders. The match went to overtime before the striker scored in front of a full stadium.",
      ),
    ],
    ["advertising", article("[Sponsored] Five steps to calm", "Attackers never sleep. Our platform does not either.")],
    ["advertising", article("Five steps to calm", "Attackers never sleep. This article was sponsored by Quietbox.")],
    [
      "advertising",
      article(
        "A better way to watch your cloud",
        "Book a demo. Our customers report fewer alerts, and the award-winning console is a single pane of glass. Sign up today for a free trial.",
      ),
    ],
    [
      "advertising",
      article("Plain title", "Plain text about a botnet.", {
        signs: { hiddenText: [], lostParagraphs: [], sponsored: true, fromFeed: false, categories: [] },
      }),
    ],
    [
      "funding",
      article(
        "Quietbox raises $12 million to guard tractors",
        "The Series A round was led by Barnyard Capital. Investors expect the valuation to double.",
      ),
    ],
    [
      "funding",
      article(
        "Quietbox to be acquired by Loudbox",
        "Terms of the deal were not disclosed. The acquisition brings Loudbox revenue in new markets.",
      ),
    ],
    [
      "job_or_event",
      article(
        "Quietbox appoints Mara Dunn as chief executive",
        "Mara Dunn joins as chief executive. See you at the autumn show, where she gives the keynote; register now.",
      ),
    ],
    [
      "lifestyle",
      article(
        "Ten recipes for rainy days",
        "A chef shares recipes from her restaurant. The album playing while she cooks is her own playlist.",
      ),
    ],
    [
      "not_security",
      article(
        "Ducks return to the mill pond",
        `The ducks came back in spring. ${"Children fed them with peas and walked around the pond in the sun. ".repeat(6)}`,
      ),
    ],
  ])("%s: %#", (reason, input) => {
    expect(findOffTopic(input)?.reason).toBe(reason);
    expect(findOffTopic(input)?.why).not.toBe("");
  });
});

describe("stays", () => {
  it.each([
    [
      "a break-in at a sports club",
      article(
        "Ticket system of club Tidewater breached",
        "Intruders copied the addresses of season-ticket holders. The club plays its last match of the season in its stadium on Saturday.",
      ),
    ],
    [
      "fraud with match tickets",
      article(
        "Phishing pages sell fake cup final tickets",
        "Criminals copied the league’s site. Fans who paid for the match lost their card data to the attackers.",
      ),
    ],
    [
      "a flaw in a bought company's product",
      article(
        "Loudbox fixes hole in Quietbox agent",
        "Loudbox, which acquired Quietbox last year, patched a vulnerability that attackers exploit.",
      ),
    ],
    [
      "an attack sponsored by a state",
      article(
        "Update server hijacked",
        "Analysts believe the culprits are sponsored by a neighbouring state. The update server had been compromised.",
      ),
    ],
    ["a headline without a text", article("Norwind Ferries under attack", "")],
    [
      "a text in a language we have no words for",
      article("Порт закрив сайт", "Порт закрив сайт бронювання. ".repeat(20), { language: "uk" }),
    ],
    [
      "an arrest",
      article(
        "Police hold suspected forum owner",
        "Investigators arrested a man said to have run a forum for stolen logins.",
      ),
    ],
  ])("%s", (_what, input) => {
    expect(findOffTopic(input)).toBeUndefined();
  });
});
