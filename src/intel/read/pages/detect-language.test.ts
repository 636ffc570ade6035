import { describe, expect, it } from "vitest";
import { detectLanguage, languageCertainty, settleLanguage } from "./detect-language.ts";

const samples: readonly (readonly [string, string])[] = [
  [
    "en",
    "The harbour office said that the ferry was not at risk and that it would sail again as soon as the weather had cleared.",
  ],
  [
    "de",
    "Die Hafenbehörde teilte mit, dass die Fähre nicht in Gefahr war und dass sie wieder fahren wird, sobald sich das Wetter bessert.",
  ],
  [
    "fr",
    "La capitainerie a indiqué que le ferry n'était pas en danger et qu'il reprendrait la mer dès que le temps serait plus clément.",
  ],
  [
    "es",
    "La autoridad del puerto dijo que el transbordador no estaba en peligro y que volverá a salir en cuanto mejore el tiempo en la bahía.",
  ],
  [
    "pt",
    "A autoridade do porto disse que o barco não estava em perigo e que ele voltará a sair assim que o tempo melhorar na baía.",
  ],
  [
    "it",
    "La capitaneria ha detto che il traghetto non era in pericolo e che ripartirà appena il tempo sarà migliore nella baia.",
  ],
  [
    "nl",
    "De havendienst zei dat de veerboot niet in gevaar was en dat hij weer zal varen zodra het weer op de baai beter is.",
  ],
  [
    "sv",
    "Hamnkontoret sade att färjan inte var i fara och att den ska gå igen så snart vädret på viken har blivit bättre.",
  ],
  [
    "da",
    "Havnekontoret sagde, at færgen ikke var i fare, og at den vil sejle igen, så snart vejret er blevet bedre ud for kysten.",
  ],
  [
    "fi",
    "Satamatoimiston mukaan lautta ei ollut vaarassa, ja se lähtee taas kun sää on parempi, mutta aikaa ei ole vielä kerrottu, koska se ei ole tiedossa.",
  ],
  [
    "pl",
    "Kapitanat portu podał, że prom nie był w niebezpieczeństwie i że wypłynie znowu, jak tylko pogoda na zatoce się poprawi, co nie jest pewne.",
  ],
  [
    "cs",
    "Přístavní úřad uvedl, že trajekt nebyl v nebezpečí a že opět vypluje, jakmile se počasí na moři zlepší, ale to není jisté.",
  ],
  [
    "ru",
    "Портовая служба сообщила, что паром не был в опасности и что он снова выйдет в море, как только погода станет лучше.",
  ],
  ["uk", "Портова служба повідомила, що пором не був у небезпеці і що він знову вийде в море, як погода стане кращою."],
  ["ja", "港湾局によると、フェリーに危険はなく、天候が回復し次第、運航を再開するという。"],
  ["zh", "港务局表示，渡轮没有危险，天气好转后将立即恢复航行，乘客可以免费改签或者退票。"],
  ["ko", "항만청은 여객선이 위험하지 않았으며 날씨가 좋아지는 대로 운항을 재개할 것이라고 밝혔다."],
  ["ar", "قالت هيئة الميناء إن العبارة لم تكن في خطر وإنها ستبحر مرة أخرى عندما يتحسن الطقس في الخليج."],
];

describe("the language of a text", () => {
  it.each(samples)("%s", (language, text) => expect(detectLanguage(text)?.language).toBe(language));

  it.each([
    ["de", "Der Hafen und die Werft sind nach dem Angriff geschlossen"],
    ["fr", "Les pirates ont vidé les comptes de la banque"],
    ["es", "Los datos de los clientes no están en la red"],
    ["uk", "Зловмисники викрали паролі клієнтів із бази банку"],
    ["ru", "Злоумышленники похитили пароли, банк это подтвердил"],
    ["ja", "港の銀行に不正アクセス"],
    ["zh", "港口银行遭到勒索软件攻击"],
  ])("of a headline: %s", (language, text) => expect(detectLanguage(text)?.language).toBe(language));

  it.each([
    ["clear", "de", samples[1]?.[1] ?? ""],
    ["clear", "ja", "港の銀行に不正アクセス"],
    ["likely", "uk", "Зловмисники викрали паролі клієнтів із бази банку"],
    ["labelled", "sv", "Hej"],
    ["labelled", "fr", samples[0]?.[1] ?? ""],
    [undefined, "und", "Hej"],
  ])("its certainty is %s for %s", (certainty, language, text) =>
    expect(languageCertainty(language, text)).toBe(certainty),
  );

  it("is not told from a few words", () => expect(detectLanguage("Patch now")).toBeUndefined());

  it.each([
    ["a label without a text to check it by stands", "sv-SE", "Hej", "sv"],
    ["no label and no text is not known", undefined, "", "und"],
    ["a label that the text contradicts falls", "en-US", samples[1]?.[1] ?? "", "de"],
    ["a label that is no tag is not believed", "english please", samples[0]?.[1] ?? "", "en"],
  ])("%s", (_name, label, text, language) => expect(settleLanguage(label, text)).toBe(language));
});
