/** Every type of indicator and identifier: what is one, and what only nearly is. Values are made up or from documents of the format's authors. */
import { describe, expect, it } from "vitest";
import { findObservables } from "./find-observables.ts";

const hex = "00112233445566778899aabbccddeeff";

type Row = readonly [type: string, text: string, values: readonly string[], near: string];

const rows: readonly Row[] = [
  ["ipv4", "at 203.0.113.7.", ["203.0.113.7"], "version 203.0.113.7.1, then 300.1.1.1"],
  ["ipv6", "at 2001:db8::7.", ["2001:db8::7"], "at 23:06:41, std::vector"],
  ["cidr", "block 203.0.113.0/24", ["203.0.113.0/24"], "block 203.0.113.0/99"],
  ["domain", "srv1.glasscat.com, glassdog[.]net", ["srv1.glasscat.com", "glassdog.net"], "System.Net and process.env"],
  ["url", "see https://glasscat.com/a?b=1.", ["https://glasscat.com/a?b=1"], "https:// and http:///"],
  ["email", "write to desk@glasscat.com.", ["desk@glasscat.com"], "@desk, desk@ and git@glasscat.com:a"],
  ["md5", hex, [hex], hex.slice(1)],
  ["sha1", `${hex}00112233`, [`${hex}00112233`], `${hex}0011223`],
  ["sha256", hex + hex, [hex + hex], `${hex}${hex}0`],
  ["sha512", hex.repeat(4), [hex.repeat(4)], `${hex.repeat(4)}0`],
  [
    "ssdeep",
    "3072:aV3gTXyZ0RkLqP8nWbEcUd:aVwTXy0RkLqPnWbEcUd",
    ["3072:aV3gTXyZ0RkLqP8nWbEcUd:aVwTXy0RkLqPnWbEcUd"],
    "3073:aV3gTXyZ0RkLqP8nWbEcUd:aVwTXy0RkLqPnWbEcUd",
  ],
  ["imphash", `imphash ${hex}`, [hex], `MD5 ${hex}`],
  ["tlsh", `T1${hex.toUpperCase().repeat(2)}AABBCC`, [`T1${hex.toUpperCase().repeat(2)}AABBCC`], "T1A1B2C3D4E5"],
  ["jarm", `JARM ${hex.repeat(2).slice(2)}`, [], `${hex}${hex}`],
  ["ja3", `JA3: ${hex}`, [hex], hex],
  ["asn", "AS64496 and ASN 64497", ["AS64496", "AS64497"], "AS1, AS64496x and ASAP99"],
  [
    "mac",
    "00:1a:2b:3c:4d:5e, 00-1A-2B-3C-4D-5F, 001a.2b3c.4d60",
    ["00:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5f", "00:1a:2b:3c:4d:60"],
    "00:1a:2b:3c:4d and 00-1a-2b-3c-4d-5e-6f",
  ],
  [
    "arn",
    "arn:aws:iam::123456789012:role/demo",
    ["arn:aws:iam::123456789012:role/demo"],
    "arn:xyz:iam::123456789012:role/demo",
  ],
  ["registry_key", "HKLM\\Software\\Glass\\Run", ["HKLM\\Software\\Glass\\Run"], "HKLM is a hive"],
  ["file_path", "C:\\Temp\\a.exe and /usr/bin/glass", ["C:\\Temp\\a.exe", "/usr/bin/glass"], "and/or, 24/7, TCP/IP"],
  ["file_name", "glass.exe and payload.docx", ["glass.exe", "payload.docx"], "e.g. this.Then that"],
  [
    "guid",
    "the mutex {12345678-1234-1234-1234-123456789ABC}",
    ["12345678-1234-1234-1234-123456789abc"],
    "12345678-1234-1234-1234-123456789ab",
  ],
  [
    "user_agent",
    "It sends Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 to it",
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"],
    "Mozilla said so",
  ],
  [
    "user_agent",
    "It is Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/118.0. User-Agent: GlassBot/1.2 (v3).\nThen",
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/118.0", "GlassBot/1.2 (v3)"],
    "User-Agent: of the state",
  ],
  [
    "yara_rule",
    'rule Glass {\n strings:\n $a = "x"\n condition:\n $a\n}',
    ["Glass"],
    "the rule Glass applies { here }",
  ],
  [
    "sigma_rule",
    "title: Glass\nlogsource:\n  product: windows\ndetection:\n  sel:\n    Image: a\n  condition: sel\n",
    ["Glass"],
    "title: Glass\nbody: none",
  ],
  ["purl", "pkg:npm/%40glass/cat@1.2.3", ["pkg:npm/%40glass/cat@1.2.3"], "pkg: none"],
  [
    "cpe",
    "cpe:2.3:a:glass:cat:1.2:*:*:*:*:*:*:* and cpe:/a:glass:cat:1.2",
    ["cpe:2.3:a:glass:cat:1.2:*:*:*:*:*:*:*", "cpe:/a:glass:cat:1.2"],
    "cpe:2.3:a and cpe:",
  ],
  [
    "wallet",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"],
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
  ],
  [
    "cidr",
    "from 203.0.113.0/24, 198.51.100.0/25. 2001:db8::/32.",
    ["203.0.113.0/24", "198.51.100.0/25", "2001:db8::/32"],
    "203.0.113.0/24/x",
  ],
  ["ja3", `The JA3 fingerprint was ${hex}`, [hex], `JA3 was seen beside ${hex}`],
  ["imphash", `an import hash of ${hex}`, [hex], `imphash and MD5 of ${hex}`],
  [
    "file_path",
    "in /usr/bin/glass; /usr/bin/cat /opt/dog",
    ["/usr/bin/glass", "/usr/bin/cat", "/opt/dog"],
    "and /usr only",
  ],
  ["phone", "call +1 202 555 0143", ["+12025550143"], "on 2026 10 11 12, CVSS +1"],
  ["telegram", "on Telegram as @glass_cat", ["@glass_cat"], "@glass_cat on the forum"],
  [
    "telegram",
    "Telegram: @glass_cat, @glass_dog. Or @glass_bot on Telegram",
    ["@glass_cat", "@glass_dog", "@glass_bot"],
    "@desk on Telegram",
  ],
  ["onion", "expyuzz4wqqyqhjn.onion", ["expyuzz4wqqyqhjn.onion"], "short.onion and expyuzz4wqqyqhj1.onion"],
];

const ids: readonly (readonly [text: string, ids: readonly string[]])[] = [
  ["CVE-2031-12345, not CVE-2031-12 or CVE-203-1234", ["CVE-2031-12345"]],
  ["CWE-79, not CWE-0 or CWE-99999", ["CWE-79"]],
  ["CAPEC-66, not CAPEC-9999", ["CAPEC-66"]],
  [
    "T1059.001, TA0001, G0016, S0154, M1013, C0022, not T9999 or T1059.0011",
    ["T1059.001", "TA0001", "G0016", "S0154", "M1013", "C0022"],
  ],
];

const found = (text: string, type: string): string[] =>
  findObservables(text).flatMap((one) => (one.kind === "observable" && one.type === type ? [one.value] : []));

describe("every type", () => {
  it.each(rows.filter(([, , values]) => values.length > 0))("%s: %s", (type, text, values) =>
    expect(found(text, type)).toEqual(values),
  );
  it.each(rows.map(([type, , , near]) => [type, near] as const))("no %s: %s", (type, near) =>
    expect(found(near, type)).toEqual([]),
  );
  it.each(
    [
      ["arn", "arn:aws:iam::123456789012:role/demo"],
      ["cpe", "cpe:2.3:a:glass:cat:1.2:*:*:*:*:*:*:*"],
      ["purl", "pkg:npm/%40glass/cat@1.2.3"],
      ["registry_key", "HKLM\\Software\\Glass\\Run"],
      ["file_path", "C:\\Temp\\glass.exe"],
      ["file_path", "/usr/bin/glass"],
    ].flatMap(([type = "", value = ""]) =>
      ["“V”", "‘V’", "„V“", "«V»", "「V」を", "V、", "V。", "V…", "[V]", "`V`", "V."].map(
        (frame) => [type, frame, value] as const,
      ),
    ),
  )("%s ends where it is written as %s", (type, frame, value) =>
    expect(found(`It is ${frame.replace("V", () => value)}`, type)).toEqual([value]),
  );
  it("a JARM has 62 hex digits and its label", () => {
    const digest = "27d40d40d00040d00042d43d000000aa99ce74e2c6d013c745aa52b5cc042d";
    expect(found(`JARM ${digest}`, "jarm")).toEqual([digest]);
    expect(found(`JARM ${digest.slice(1)}`, "jarm")).toEqual([]);
  });
  it.each(ids)("%s", (text, wanted) =>
    expect(
      findObservables(text).flatMap((one) =>
        one.kind === "vulnerability" || one.kind === "identifier" ? [one.id] : [],
      ),
    ).toEqual(wanted),
  );
});
