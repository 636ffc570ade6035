import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankTechniques, readTechniques } from "./read-techniques.ts";

const report = [
  "The intruders sent a spearphishing email with a malicious Excel attachment to the finance team.",
  "Once the macro ran, the loader downloaded a second payload from a remote server.",
  "It added a value under the Run registry key so that it starts at every logon.",
  "The implant encodes its strings with Base64 and XOR to hide them.",
  "It lists the files and directories of each drive and the processes that run.",
  "A scheduled task starts it again every hour.",
  "It sends what it found to its command-and-control server over HTTP POST requests.",
  "Later the operators dumped the memory of the LSASS process to steal credentials (T1003.001).",
  "The company sells garden furniture and opened two shops last year.",
].join(" ");

describe("techniques of a report", () => {
  const found = readTechniques(report, []);

  it.each([
    ["a technique named by id", "T1003.001", "stated", "id", "T1003.001"],
    ["an attachment that was sent", "T1566.001", "suggested", "phrase", "email with a malicious Excel attachment"],
    ["a scheduled task", "T1053.005", "suggested", "phrase", "scheduled task"],
    ["files that were listed, which no phrase says", "T1083", "suggested", "model", "files and directories"],
  ])("%s", (_, id, basis, sign, words) => {
    const one = found.find((reading) => reading.id === id);
    expect(one).toMatchObject({ basis, sign });
    expect(one?.surface).toContain(words);
  });

  it("holds the words at their place inside their sentence, each technique once, stated ones first", () => {
    for (const one of found) {
      expect(report.slice(one.start, one.end)).toBe(one.surface);
      expect(one.sentence.start <= one.start && one.end <= one.sentence.end).toBe(true);
    }
    expect(new Set(found.map((one) => one.id)).size).toBe(found.length);
    expect(found.map((one) => one.basis)).toEqual(found.map((one) => one.basis).sort());
  });

  it("never rests on a sentence that tells of no technique", () => {
    expect(found.filter((one) => one.surface.includes("garden"))).toEqual([]);
  });

  it("says the same twice", () => expect(readTechniques(report, [])).toEqual(found));

  it("gives the tactics of each", () => {
    expect(found.find((one) => one.id === "T1003.001")?.tactics).toEqual(["credential-access"]);
  });
});

const told = (text: string, language = "en"): string[] =>
  readTechniques(text, [], language).map((one) => `${one.basis} ${one.id}`);

describe("techniques of news", () => {
  it.each([
    ["a phrase people use", "The gang sprayed passwords, a password spraying attack of old.", ["suggested T1110.003"]],
    ["a phrase behind a negation", "There is no sign of phishing in the logs so far.", []],
    ["a phrase behind a short negation", "Staff didn’t open the malicious attachment that day.", []],
    ["a word inside another word", "They use phishing-resistant keys on all accounts now.", []],
    ["downloads of a popular program", "Rival editors have seen downloads explode since Monday.", []],
    ["a post that was deleted", "The post has since been deleted by its author, he said.", []],
    ["prose of another trade", "The orchestra played the symphony in the old hall. Critics praised it.", []],
    ["a language that is a technique's name", "The loader is eleven kilobytes of Python code.", []],
    ["the same name in a text that speaks ATT&CK", "ATT&CK: Kerberoasting was seen here.", ["stated T1558.003"]],
    ["a whole name of two words", "This is Process Injection, plainly done.", ["stated T1055"]],
  ])("%s", (_, text, wanted) => {
    expect(told(text)).toEqual(wanted);
  });

  it("reads ids in any language and suggests in English alone", () => {
    const text = "Die Gruppe nutzte T1105 und eine phishing email an alle.";
    expect(told(text, "de")).toEqual(["stated T1105"]);
    expect(told("The group used T1105 and a phishing email.", "und")).toEqual(["stated T1105", "suggested T1566"]);
  });

  it("shows every owner of a name that two matrices share", () => {
    const [one] = readTechniques("The malware relies on Exploitation for Privilege Escalation.", []);
    expect(one).toMatchObject({ id: "T1068", basis: "stated" });
    expect(one?.alsoOwnedBy?.length).toBeGreaterThan(0);
  });

  it("takes an id from the mentions where the text writes it otherwise", () => {
    const text = "Mapped to t1113 by the analyst in the notes.";
    const start = text.indexOf("t1113");
    const place = { surface: "t1113", start, end: start + 5 };
    const [one] = readTechniques(text, [{ kind: "identifier", scheme: "attack", id: "T1113", ...place }]);
    expect(one).toMatchObject({ id: "T1113", basis: "stated", surface: "t1113", sentence: { start: 0 } });
  });
});

describe("any text", () => {
  it("holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        for (const one of readTechniques(text, [])) {
          expect(text.slice(one.start, one.end)).toBe(one.surface);
          expect(one.confidence > 0 && one.confidence <= 1).toBe(true);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it.each([
    ["nothing", ""],
    ["lone surrogates", "\ud800\udfff".repeat(300)],
    ["one long word", "a".repeat(200_000)],
    ["dots", "a.a.a.".repeat(30_000)],
    ["backslashes", "\\".repeat(100_000)],
    ["a phrase end to end", "phishing email attach ".repeat(20_000)],
    ["a phrase that never ends", "encrypt ".repeat(60_000)],
  ])("reads %s", (_, text) => {
    for (const one of readTechniques(text, [])) expect(text.slice(one.start, one.end)).toBe(one.surface);
  });
});

describe("all live techniques ranked for one clause", () => {
  it.each([
    ["a screen that is captured", "takes screenshots of the desktop", "T1113"],
    ["files encrypted for ransom", "encrypts the victim's files and demands a ransom", "T1486"],
    ["a proxy chain", "routes its traffic through several compromised routers as proxies", "T1090"],
    ["a brute force", "tried thousands of passwords against the VPN login", "T1110"],
    ["camera capture, outside the fifty", "switches on the webcam and records video", "T1125"],
  ])("%s", (_, clause, id) => {
    expect(rankTechniques(clause).map((one) => one.id)).toContain(id);
  });

  it("gives as many as asked, best first, in one order", () => {
    const context = { before: "The malware ", after: " and left." };
    const ranked = rankTechniques("stole browser passwords", context, 12);
    expect(ranked).toHaveLength(12);
    expect(ranked.map((one) => one.score)).toEqual(ranked.map((one) => one.score).sort((a, b) => b - a));
    expect(rankTechniques("stole browser passwords", context, 12)).toEqual(ranked);
  });
});
