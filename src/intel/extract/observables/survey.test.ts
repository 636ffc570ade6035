import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Form, type FormName, forms } from "./forms.ts";
import { type Anchored, matchAnchored } from "./match-anchored.ts";
import { surveyText } from "./survey.ts";

const names = Object.keys(forms) as FormName[];
const show = (found: Iterable<RegExpExecArray>): string[] =>
  [...found].map(({ index, 0: words }) => `${index}:${words}`);

/** The plain twin: the expression over the whole text. */
const plainly = (name: FormName, text: string): string[] => {
  const { pattern }: Form = forms[name];
  return show(text.matchAll(new RegExp(pattern.source, pattern.flags.replace("y", "g"))));
};

/** Of each form something it finds, to be cut up and joined anew. */
const examples: Readonly<Record<FormName, string>> = {
  yaraHead: "private rule Glass_Cat : tag { ",
  sigmaTitle: "\ntitle: Glass cat\n",
  agentStart: "Mozilla/5.0 (X11)",
  agentLine: "User-Agent: GlassCat/1.0",
  arn: "arn:aws:iam::123456789012:role/demo",
  cpe: "cpe:2.3:a:glass:cat:1.2:*:*:*:*:*:*:* cpe:/a:glass:cat",
  purl: "pkg:npm/glass@1.2.3",
  asn: "AS64500 ASN 64501 as64502",
  asnLower: "asn 64500",
  phone: "+1 202 555 0143",
  telegramName: "Telegram as @glass_cat",
  namedOnTelegram: "@glass_bot on Telegram",
  telegramLink: "t.me/glass_cat telegram.me/s/glass_cat",
  cve: "CVE-2031-12345 cve 2031 4567",
  weakness: "CWE-79 CAPEC: 66",
  attack: "T1059.001 TA0001 G0016 s0002",
  advisory: "GHSA-2345-cfgh-jmpq RHSA-2031:12345 VU#123456 FG-IR-31-123 K-12345 PAN-SA-2031-001",
  knowledgeBase: "KB 5031234",
  cvssScale: "CVSS v3.1 CVSSv4 cvss:",
  cvssVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U",
  outOfTen: "scored 9.1 out of 10 severity: 7/10 rated a 10",
  epss: "EPSS score of 0.97",
  ssdeep: "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO",
  tlsh: `T1${"0f".repeat(35)}`,
  hive: "<HKLM>\\Software HKEY_USERS\\\\a hku:\\b",
  windowsRoot: "C:\\Temp %APPDATA%\\\\x $env:TEMP\\y \\\\host\\share \\\\?\\C:\\z",
  unixRoot: "~/bin /usr/bin /etc/passwd",
};

const pieces = [
  ...Object.values(examples),
  ...Object.values(examples).flatMap((example) => example.split(/(?<=[ :.\\/%@+-])|(?=[ :.\\/%@+<-])/)),
  ..." |\n|a|A|1|_|\u00e9|\u6f22|-|.|/|\\|:|~|%|<|@|{|\u2028".split("|"),
];

describe("the forms of a text", () => {
  it.each(names)("%s is found where its example has it", (name) => {
    expect(plainly(name, examples[name]).length).toBeGreaterThan(0);
    expect(show(surveyText(examples[name]).find(name))).toEqual(plainly(name, examples[name]));
  });

  it("are found as each expression finds them over the whole text", () => {
    const texts = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const survey = surveyText(text);
        for (const name of names) expect(show(survey.find(name)), name).toEqual(plainly(name, text));
      }),
      { seed: 61, numRuns: 700 },
    );
  });
});

describe("matches by a piece inside them", () => {
  it("are those of the whole expression, looked for in the words that can hold one", () => {
    const form: Anchored = {
      anchor: /-[ab]{2}-/g,
      back: [3, 2],
      whole: /(?<![a-z-])\{?[ab]{2}-[ab]{2}-[ab]{2}\}?(?![a-z-])/y,
    };
    const texts = fc.string({ unit: fc.constantFrom("aa", "ab", "-", " ", "{", "}", ".", "x"), maxLength: 40 });
    fc.assert(
      fc.property(texts, (text) => {
        const words = [...text.matchAll(/[\w.-]+/g)].map(({ index, 0: word }) => ({
          start: index,
          end: index + word.length,
        }));
        expect(show(matchAnchored(text, form, words))).toEqual(show(text.matchAll(new RegExp(form.whole.source, "g"))));
      }),
      { seed: 62, numRuns: 600 },
    );
  });
});
