/** Headlines and short paragraphs in the six languages that are read in part: what is taken from each. */
import { describe, expect, it } from "vitest";
import type { Mention } from "#terms/mention.ts";
import { annotate } from "./annotate.ts";

const show = (mention: Mention): string | undefined => {
  switch (mention.kind) {
    case "quantity":
      return `${mention.comparator}${mention.value} ${mention.unit}`.trim();
    case "date":
      return mention.timex;
    case "vulnerability":
    case "identifier":
      return mention.id;
    case "observable":
      return `${mention.type} ${mention.value}`;
    case "version":
      return `v${mention.version}`;
    case "score":
      return `${mention.system} ${mention.value}`;
    case "name":
      return `${mention.canonical} (${mention.type})`;
    default:
      return undefined;
  }
};

const read = (text: string, language: string): string[] =>
  annotate(text, { language, publishedAt: "2026-02-05T10:00:00Z" }).flatMap((mention) => {
    expect(text.slice(mention.start, mention.end)).toBe(mention.surface);
    return show(mention) ?? [];
  });

type Row = readonly [language: string, text: string, taken: readonly string[]];

const figures: readonly Row[] = [
  ["de", "1.234,5 Tonnen", ["=1234.5 tonnen"]],
  ["de", "Rund 2,4 Mio. Kunden und 1,2 Mrd. Datensätze", ["~2400000 customer", "=1200000000 record"]],
  ["de", "Mehr als 3,4 Millionen Euro Schaden, über 12 Milliarden Dollar", [">3400000 EUR", ">12000000000 USD"]],
  ["de", "Mindestens 52.000 Beschäftigte in 14 Ländern", [">=52000 employee", "=14 country"]],
  ["fr", "1 234,5 tonnes", ["=1234.5 tonnes"]],
  ["fr", "48\u202f000 salariés et environ 2 millions d’utilisateurs", ["=48000 employee", "~2000000 user"]],
  ["fr", "3,4 millions d'euros, plus de 300 anciens clients", ["=3400000 EUR", ">300 customer"]],
  ["es", "310.000 cuentas y más de 2 millones de usuarios", ["=310000 account", ">2000000 user"]],
  ["es", "1,5 millones de euros; al menos 40 empresas", ["=1500000 EUR", ">=40 company"]],
  ["uk", "290 тисяч клієнтів, понад 2,5 мільйона користувачів", ["=290000 customer", ">2500000 user"]],
  ["uk", "1 234 567 записів; 3 млн євро; 12,5 тис. гривень", ["=1234567 record", "=3000000 EUR", "=12500 UAH"]],
  ["uk", "щонайменше 14 великих банків", [">=14 bank"]],
  ["ja", "約31万人の従業員、1億2000万円", ["~310000 employee", "=120000000 JPY"]],
  ["ja", "3万5000件、12カ国の45社、2千万ドル", ["=35000 件", "=12 country", "=45 company", "=20000000 USD"]],
  ["zh", "31万名银行客户、1.2亿元、14家银行", ["=310000 customer", "=120000000 CNY", "=14 bank"]],
  ["zh", "超过500台服务器、至少14家银行、近300台服务器", [">500 server", ">=14 bank", "~300 server"]],
  ["ja", "少なくとも45社、およそ300社、最大12カ国", [">=45 company", "~300 company", "<=12 country"]],
];

const scores: readonly Row[] = [
  ["de", "Die Lücke wird mit einem CVSS-Wert von 9,8 bewertet.", ["CVSS 9.8"]],
  ["de", "Der CVSS-Score liegt bei 10,0, der andere bei CVSS 7,5.", ["CVSS 10", "CVSS 7.5"]],
  ["fr", "La faille a un score CVSS de 9,8.", ["CVSS 9.8"]],
  ["es", "Tiene una puntuación CVSS de 8,1.", ["CVSS 8.1"]],
  ["uk", "Уразливість має оцінку CVSS 9,8.", ["CVSS 9.8"]],
  ["ja", "CVSSスコアは9.8である。", ["CVSS 9.8"]],
  ["zh", "该漏洞的CVSS评分为9.8。", ["CVSS 9.8"]],
  ["en", "It has a CVSS base score of 9.8, 7 of them said.", ["CVSS 9.8", "=7"]],
];

const dates: readonly Row[] = [
  ["de", "am 5. Februar 2026", ["2026-02-05"]],
  ["de", "seit dem 20.01.2026", ["2026-01-20"]],
  ["fr", "le 5 février 2026", ["2026-02-05"]],
  ["fr", "le 1er février 2026 et en mars 2025", ["2026-02-01", "2025-03"]],
  ["es", "el 5 de febrero de 2026", ["2026-02-05"]],
  ["es", "el jueves 5 de febrero", ["2026-02-05"]],
  ["uk", "5 лютого 2026 року", ["2026-02-05"]],
  ["uk", "у січні 2026 року", ["2026-01"]],
  ["ja", "2026年2月5日", ["2026-02-05"]],
  ["ja", "2月5日、2025年12月", ["2026-02-05", "2025-12"]],
  ["zh", "2026年2月5日，2026年1月", ["2026-02-05", "2026-01"]],
];

const headlines: readonly Row[] = [
  [
    "de",
    "Lücke CVE-2031-40011 in Torwart-VPN: 1.200 Firmen am 3. Februar 2026 angegriffen",
    ["CVE-2031-40011", "=1200 company", "2026-02-03"],
  ],
  [
    "fr",
    "La banque Verrin Nord touchée : les données de 48 000 clients publiées sur verrin-fuite[.]com",
    ["Verrin Nord (organisation)", "=48000 customer", "domain verrin-fuite.com"],
  ],
  [
    "es",
    "El grupo Cuervo Gris roba 310.000 contraseñas desde 203.0.113.9",
    ["Cuervo Gris (intrusion_set)", "=310000 password", "ipv4 203.0.113.9"],
  ],
  [
    "uk",
    "Угруповання Grey Quill зламало 14 банків через CVE-2031-40011",
    ["Grey Quill (intrusion_set)", "=14 bank", "CVE-2031-40011"],
  ],
  [
    "ja",
    "マルウェア「Brindleworm」が31万人の情報を203.0.113.9に送信、CVE-2031-40011を悪用",
    ["Brindleworm (malware)", "=310000 person", "ipv4 203.0.113.9", "CVE-2031-40011"],
  ],
  [
    "zh",
    "勒索软件Brindleworm利用CVE-2031-40011攻击14家银行，数据传至198.51.100.7",
    ["Brindleworm (malware)", "CVE-2031-40011", "=14 bank", "ipv4 198.51.100.7"],
  ],
];

const nothing: readonly Row[] = [
  ["de", "Der Hafen bleibt am Abend wegen Wartung geschlossen.", []],
  ["fr", "Le port reste fermé ce soir pour entretien.", []],
  ["es", "El puerto permanece cerrado por mantenimiento.", []],
  ["uk", "Порт зачинено через технічні роботи.", []],
  ["ja", "港は整備のため閉鎖されている。VPNとAIは使えない。", []],
  ["zh", "港口因维护而关闭。", []],
];

describe("what is taken from texts in other languages", () => {
  describe.each([
    ["figures", figures],
    ["dates", dates],
    ["scores", scores],
    ["headlines", headlines],
    ["nothing where nothing stands", nothing],
  ] as const)("%s", (_name, rows) => {
    it.each(rows)("%s: %s", (language, text, taken) => expect(read(text, language)).toEqual(taken));
  });
});
