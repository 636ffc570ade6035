import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedNames } from "./index.ts";

const names = shippedNames();
const brief = (text: string, language = "en"): string[] =>
  names.find(text, language).map((one) => `${one.surface} = ${one.type}`);

/** Invented names: no list has them. */
const unlisted: readonly (readonly [text: string, found: readonly string[]])[] = [
  ["researchers found a backdoor called GlassWurm that hides", ["GlassWurm = malware"]],
  ["a downloader\u00a0called\u00a0GlassWurm\u00a0hides", ["GlassWurm = malware"]],
  ["the\u00a0group\u00a0known as\u202fSilent\u00a0Otterfish struck", ["Silent\u00a0Otterfish = intrusion_set"]],
  ["The malware, dubbed by Northwynd as SHADEWURM, was built to stay", ["SHADEWURM = malware"]],
  ["the rootkit the analysts named “Shade Warden” loads early", ["Shade Warden = malware"]],
  ["the Foxtayl ransomware gang claimed it", ["Foxtayl = intrusion_set"]],
  ["they deployed the Blurpo stealer there", ["Blurpo = malware"]],
  ["a group known as Silent Otterfish struck again", ["Silent Otterfish = intrusion_set"]],
  ["activity it tracks as Crimson Vole, a threat group", ["Crimson Vole = intrusion_set"]],
  [
    "UNC9876, Storm-9876, UAC-9876, CL-STA-9876 and TA9876 are clusters",
    [
      "UNC9876 = intrusion_set",
      "Storm-9876 = intrusion_set",
      "UAC-9876 = intrusion_set",
      "CL-STA-9876 = intrusion_set",
      "TA9876 = intrusion_set",
    ],
  ],
  [
    "linked to Velvet Sandstorm and Nimble Spider",
    ["Velvet Sandstorm = intrusion_set", "Nimble Spider = intrusion_set"],
  ],
  ["the police called it Operation Quiet Harbour", ["Operation Quiet Harbour = campaign"]],
  ["the report names the Pale Lantern Campaigns", ["Pale Lantern Campaigns = campaign"]],
  ["a critical flaw in Foobar Gateway (CVE-2026-1234) is exploited", ["Foobar Gateway = product"]],
  ["a bug in Acmeco's FooShare lets them in", ["Acmeco = vendor", "FooShare = product"]],
  ["upgrade to Quuxbase 4.2.1 at once", ["Quuxbase = product"]],
  [
    "Researchers at Umbra Labs and Northwynd analysts agree",
    ["Umbra Labs = research_team", "Northwynd = research_team"],
  ],
  ["“We saw it,” said Janet Rowe of Globexia", ["Janet Rowe = person"]],
  ["Marta Lopesz, a senior researcher, agreed", ["Marta Lopesz = person"]],
  [
    "the Ministry of Foreign Affairs of Freedonia and Freedonia University",
    ["Ministry of Foreign Affairs of Freedonia = organisation", "Freedonia University = organisation"],
  ],
];

const listed: readonly (readonly [text: string, found: readonly string[], language?: string])[] = [
  ["linked to APT28 (aka Fancy Bear)", ["APT28 = intrusion_set", "Fancy Bear = intrusion_set"]],
  ["Iranian hackers and Beijing-backed crews in the Philippines", ["Iranian = demonym", "Philippines = country"]],
  ["Chinese-speaking actors told us; Polish your skills; let us go", []],
  ["Jordan Miller of Georgia Tech spoke", []],
  ["banks in Georgia, Jordan and Chad", ["banks = sector", "Georgia = country", "Jordan = country", "Chad = country"]],
  [
    "Niger, Nigeria, Guinea-Bissau and Papua New Guinea",
    ["Niger = country", "Nigeria = country", "Guinea-Bissau = country", "Papua New Guinea = country"],
  ],
  [
    "energy, finance and healthcare organisations",
    ["energy = sector", "finance = sector", "healthcare organisations = sector"],
  ],
  ["it took much energy, and finance was short", []],
  ["n8n and curl were patched by their makers", ["n8n = product", "curl = product"]],
  ["the agent will net at nothing; a tool for all", []],
  ["the Play ransomware group", ["Play = intrusion_set"]],
  ["children play in the hive", []],
  ["das BSI warnt Behörden in Deutschland", ["BSI = authority", "Deutschland = country"], "de"],
  ["米国と日本の企業", ["米国 = country", "日本 = country"], "ja"],
];

describe("names that no list has", () => {
  it.each(unlisted)("in %j: %j", (text, expected) => {
    expect(brief(text)).toEqual(expect.arrayContaining([...expected]));
  });

  it("are found again where nothing stands beside them", () => {
    const text = "They used a wiper called Blurpo. Later Blurpo came back.";
    expect(names.find(text).map((one) => one.start)).toEqual([text.indexOf("Blurpo"), text.lastIndexOf("Blurpo")]);
  });

  it("are not made of headlines and plain words", () => {
    expect(brief("Millions Infected By New Ransomware Group As Hackers Strike Again")).toEqual([]);
    expect(brief("New malware families appear. The group uses a PHP backdoor. Security researchers said so.")).toEqual(
      [],
    );
  });
});

describe("names that lists have", () => {
  it.each(listed.map(([text, expected, language = "en"]) => ({ text, expected, language })))(
    "in $text: $expected",
    ({ text, expected, language }) => {
      expect(brief(text, language)).toEqual(expected);
    },
  );

  it("carry the canonical name, the id and the list", () => {
    expect(names.find("Fancy Bear again")[0]).toMatchObject({
      canonical: "APT28",
      entityId: "G0007",
      from: "attack+misp-galaxy",
    });
    expect(names.find("Kyrgyz officials")[0]).toMatchObject({
      canonical: "Kyrgyzstan",
      entityId: "KG",
      type: "demonym",
    });
  });

  it("are not resolved when two own the alias", () => {
    const [one] = names.find("They are called Grizzly Steppe by some.");
    expect(one?.alsoOwnedBy).toEqual(["APT28", "APT29"]);
    expect(one?.entityId).toBeUndefined();
  });
});

it("names stand where they say, in order and not one inside another, whatever the text", () => {
  const words = [
    "Lazarus",
    "group",
    "US",
    "the",
    "Foo",
    "Bar",
    "said",
    ",",
    "of",
    "ransomware",
    "“",
    "”",
    "CVE-2026-1",
    "in",
    "\n",
    "known",
    "as",
    "A",
    "\ud83d",
    "’s",
    "2.1",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
      const text = parts.join(" ");
      let last = 0;
      for (const one of names.find(text)) {
        expect(text.slice(one.start, one.end)).toBe(one.surface);
        expect(one.start).toBeGreaterThanOrEqual(last);
        last = one.end;
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});
