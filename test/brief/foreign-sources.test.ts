/** One break-in told in English and five other languages: put together, compared, and told of as read in part. */
import { beforeAll, describe, expect, it } from "vitest";
import type { CitedBriefing } from "#desk/brief/index.ts";
import { briefOf, type Written } from "./day-of-articles.ts";

const day: readonly Written[] = [
  {
    outlet: "Quay Wire",
    title: "Port operator Kranvik Terminals shut down by Brackenmoth ransomware",
    text: "Port operator Kranvik Terminals shut down cargo systems at three ports after the Brackenmoth ransomware gang broke into its network, the company said on Friday.\n\nThe attackers stole records of 48,000 employees, Kranvik Terminals said.\n\nThe gang got in through CVE-2031-31877, a flaw in the Tollgate VPN gateway made by Ostrel Systems.\n\nThe data was sent to 203.0.113.77.",
  },
  {
    outlet: "Northern Ledger",
    title: "Brackenmoth gang claims Kranvik Terminals break-in",
    text: "The Brackenmoth gang has claimed the break-in at Kranvik Terminals.\n\nKranvik Terminals said on Friday that records of 48,000 employees were stolen.\n\nThe entry point was CVE-2031-31877 in the Tollgate VPN gateway of Ostrel Systems.",
  },
  {
    outlet: "Elbe Kurier",
    language: "de",
    title: "Ransomware legt Kranvik Terminals lahm",
    text: "Der Hafenbetreiber Kranvik Terminals hat nach einem Angriff mit der Ransomware Brackenmoth die Frachtsysteme in drei Häfen abgeschaltet.\n\nDie Angreifer haben Daten von 52.000 Beschäftigten gestohlen.\n\nDie Täter nutzten CVE-2031-31877 im VPN-Gateway Tollgate von Ostrel Systems.",
  },
  {
    outlet: "Le Quai",
    language: "fr",
    title: "Kranvik Terminals paralysé par le rançongiciel Brackenmoth",
    text: "L'opérateur portuaire Kranvik Terminals a arrêté ses systèmes après une attaque du groupe Brackenmoth.\n\nLes données de 48 000 salariés ont été volées par la faille CVE-2031-31877.",
  },
  {
    outlet: "Портовий вісник",
    language: "uk",
    title: "Здирник Brackenmoth зупинив порти Kranvik Terminals",
    text: "Угруповання Brackenmoth зламало мережу оператора Kranvik Terminals через CVE-2031-31877.\n\nЗловмисники викрали дані 48 тисяч співробітників. Дані надіслали на 203.0.113.77.",
  },
  {
    outlet: "港新聞",
    language: "ja",
    title: "ランサムウェア「Brackenmoth」がKranvik Terminalsの港を停止",
    text: "港湾会社Kranvik Terminalsは、ランサムウェア「Brackenmoth」がCVE-2031-31877を悪用し、4万8000人の従業員の情報を盗んだと発表した。\n\n情報は203.0.113.77に送信された。",
  },
  {
    outlet: "港口日报",
    language: "zh",
    title: "勒索软件Brackenmoth使Kranvik Terminals港口停摆",
    text: "港口运营商Kranvik Terminals表示，勒索软件Brackenmoth利用CVE-2031-31877窃取了4.8万名员工的信息。\n\n数据传至203.0.113.77。",
  },
];

let brief: CitedBriefing;
beforeAll(() => {
  brief = briefOf(day);
});

const sentences = (): string[] => brief.sections.flatMap(({ sentences: own }) => own.map(({ text }) => text));

describe("a story told in six languages", () => {
  it("is one story", () => expect(brief.stories).toHaveLength(1));

  it("shows the figure that differs, in our words, with the foreign passage", () => {
    const told = sentences().find((text) => text.includes("52,000"));
    expect(told).toContain("48,000 employees");
    expect(told).toContain("Elbe Kurier");
  });

  it("takes the same figure in another script for the same", () => {
    for (const outlet of ["Le Quai", "Портовий вісник", "港新聞", "港口日报"])
      expect(sentences().filter((text) => text.startsWith(outlet))).toEqual([]);
  });

  it("passes its gates", () => expect(brief.gates.filter(({ passed }) => !passed)).toEqual([]));

  it("says what was read in part, in which language, and what was taken", () => {
    const note = sentences().find((text) => text.startsWith("Read in part: 5 articles not in English."));
    for (const words of [
      "statements, who makes them and how sure they are were not",
      "Elbe Kurier, “Ransomware legt Kranvik Terminals lahm” (German,",
      "(French,",
      "(Ukrainian,",
      "(Japanese,",
      "(Chinese, by its label alone): 1 identifier, 1 indicator, 1 figure and",
    ])
      expect(note).toContain(words);
  });

  it("says nothing of the kind when all is in English", () => {
    const english = briefOf(day.slice(0, 2));
    expect(
      english.sections.flatMap(({ sentences: own }) => own).some(({ text }) => text.includes("Read in part")),
    ).toBe(false);
  });
});
