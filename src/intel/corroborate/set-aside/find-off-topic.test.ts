import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
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
    [
      "lifestyle",
      article(
        "Le clafoutis aux mirabelles, sans se presser",
        "Battez quatre œufs avec le sucre, ajoutez la farine, puis le beurre fondu. Versez la pâte dans un moule et enfournez une demi-heure.",
        { language: "fr" },
      ),
    ],
    [
      "lifestyle",
      article(
        "La tortilla de mi tía",
        "Batid seis huevos, añadid una cucharada de aceite y dejad la sartén a fuego lento. El horno no hace falta; la receta es vieja.",
        { language: "es" },
      ),
    ],
    [
      "sport",
      article(
        "Veldhoven wint derby in de slotminuut",
        "De trainer was trots op zijn spelers. Het stadion was vol en het derde doelpunt viel in de laatste minuut van de wedstrijd.",
        { language: "nl" },
      ),
    ],
    [
      "not_security",
      article(
        "Le retour des hirondelles",
        `Les hirondelles nichent sous le toit de la mairie. ${"Les enfants comptent les nids et les notent dans un cahier bleu. ".repeat(6)}`,
        { language: "fr" },
      ),
    ],
    ["advertising", article("Burglars FEAR this gadget (Paid Partnership)", "It beeps at night.")],
    ["advertising", article("The gadget that beeps", "It beeps.", { dek: "Brought to you by Quietbox." })],
    ["advertising", article("[Publicité] Dormez tranquille", "Une alarme qui sonne.", { language: "fr" })],
    [
      "advertising",
      article(
        "Our favourite alarm",
        "For just $3 a month it beeps at night. Thousands of happy customers agree. Use code BEEP at checkout before the offer ends.",
      ),
    ],
    [
      "funding",
      article(
        "Loudbox buys Quietbox for a reported $90M",
        "The deal should close in autumn, subject to the usual approvals. Quietbox has 60 employees.",
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
      "an outage in French",
      article(
        "Les caisses muettes pendant trois heures",
        `Une panne a privé les boulangeries de paiements par carte. ${"Les clients ont payé en liquide et les boulangers ont noté les ventes dans un cahier. ".repeat(5)}`,
        { language: "fr" },
      ),
    ],
    [
      "a break-in at a restaurant told in Spanish",
      article(
        "Ataque a la cadena de restaurantes Sol y Mar",
        `Unos desconocidos cifraron las recetas y los pedidos. ${"La receta de la casa, el horno y los huevos siguen en la mesa del cocinero. ".repeat(5)}`,
        { language: "es" },
      ),
    ],
    [
      "a Dutch text with a loan word alone",
      article(
        "Wat kost phishing de bakker?",
        `Bakker Smit betaalde een valse rekening. ${"Boter, bloem, suiker en eieren werden nooit bezorgd. ".repeat(8)}`,
        { language: "nl" },
      ),
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
