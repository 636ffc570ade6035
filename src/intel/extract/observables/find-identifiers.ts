/**
 * CVE, CWE, CAPEC, ATT&CK, advisory and Microsoft KB ids.
 *
 * CWE ids up to 1500 and CAPEC ids up to 800, above the highest in use. CVE ids by the CVE record format (year, four or more digits); written with any dash, a blank or a line break.
 * ATT&CK ids by the list given, else by the ranges MITRE has used (enterprise and PRE T1001 on, ICS T08xx).
 */
import type { Scan } from "./scan.ts";

const dash = "[-\u2012\u2013\u2014\u2212_]";
const cve = new RegExp(
  `(?<![A-Za-z0-9])CVE(?:${dash}|:? {1,2})(\\d{4})(?:${dash}\\r?\\n?|[ ])(\\d{4,10})(?![0-9])`,
  "gi",
);
const weakness = new RegExp(`(?<![A-Za-z0-9])(CWE|CAPEC)(?:${dash}| |: ?)(\\d{1,4})(?![0-9A-Za-z])`, "gi");
const attack = /(?<![A-Za-z0-9_.&-])(?:TA\d{4}|T\d{4}(?:[./]\d{3})?|[GSMC]\d{4})(?![A-Za-z0-9_]|[./]\d|-\d)/gi;
const advisory =
  /(?<![A-Za-z0-9-])(?:GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|ICSM?A-\d{2}-\d{3}-\d{2}|AA\d{2}-\d{3}[A-Z]|(?:RHSA|RHBA)-\d{4}:\d{4,6}|(?:DSA|DLA|USN|ESA|ZDI|VU|FG-IR|APSB|SSA|TALOS|NCAS|VMSA|PAN-SA|CTX|K|cisco-sa)[-#]\d{2,8}(?:-\d{1,5}){0,2})(?![A-Za-z0-9-])/g;
const knowledgeBase = /(?<![A-Za-z0-9])KB ?(\d{6,8})(?![0-9])/g;

const isCveYear = (year: number): boolean => year >= 1900 && year < 3000;

const findCves = (scan: Scan): number[] => {
  const ends: number[] = [];
  for (const found of scan.text.matchAll(cve)) {
    const [whole, year = "", number = ""] = found;
    if (!isCveYear(Number(year)) || (number.length > 4 && number.startsWith("0"))) continue;
    const end = found.index + whole.length;
    if (/^[A-Za-z]/.test(scan.text.slice(end, end + 1)) && number.length === 4) continue;
    scan.addVulnerability(found.index, end, `CVE-${year}-${number}`);
    ends.push(end);
  }
  return ends;
};

const findWeaknesses = (scan: Scan): void => {
  for (const found of scan.text.matchAll(weakness)) {
    const [whole, scheme = "", number = ""] = found;
    const name = scheme.toUpperCase();
    const plain = String(Number(number));
    if (
      Number(number) === 0 ||
      Number(number) > (name === "CWE" ? 1500 : 800) ||
      scan.isClaimed(found.index, found.index + whole.length)
    )
      continue;
    scan.addIdentifier(name === "CWE" ? "cwe" : "capec", found.index, found.index + whole.length, `${name}-${plain}`);
  }
};

/** The ranges MITRE has used: tactics, techniques, groups, software, mitigations, campaigns. */
const inAttackRange = (id: string): boolean => {
  const letters = id.startsWith("TA") ? "TA" : id.charAt(0);
  const number = Number(id.slice(letters.length, letters.length + 4));
  switch (letters) {
    case "TA":
      return number >= 1 && number < 200;
    case "T":
      return (number >= 800 && number < 900) || (number >= 1001 && number < 1800);
    case "G":
      return (number >= 1 && number < 200) || (number >= 1001 && number < 1200);
    case "M":
      return (number >= 801 && number < 1100) || number === 1;
    case "C":
      return number >= 1 && number < 200;
    default:
      return (number >= 1 && number < 1000) || (number >= 1001 && number < 3000);
  }
};

const findAttackIds = (scan: Scan): void => {
  const { attackIds, revoked } = scan.options;
  for (const found of scan.text.matchAll(attack)) {
    const [surface] = found;
    const id = surface.toUpperCase().replace("/", ".");
    const known = attackIds === undefined ? inAttackRange(id) : attackIds.has(id) || revoked?.has(id) === true;
    const lowerCased = surface.charCodeAt(0) >= 97;
    if (!known || (lowerCased && id.charAt(0) !== "T")) continue;
    const inUrl = scan.isClaimed(found.index, found.index + surface.length);
    if (inUrl && !/attack\.mitre\.org\/[\w/]{0,32}$/.test(scan.text.slice(Math.max(0, found.index - 52), found.index)))
      continue;
    scan.addIdentifier("attack", found.index, found.index + surface.length, id);
  }
};

/** Returns where the CVE ids end in the normalised text: a score may stand right after. */
export const findIdentifiers = (scan: Scan): readonly number[] => {
  const cveEnds = findCves(scan);
  findWeaknesses(scan);
  findAttackIds(scan);
  for (const found of scan.text.matchAll(advisory)) {
    scan.addIdentifier("advisory", found.index, found.index + found[0].length, found[0]);
  }
  for (const found of scan.text.matchAll(knowledgeBase)) {
    scan.addIdentifier("microsoft_kb", found.index, found.index + found[0].length, `KB${found[1]}`);
  }
  return cveEnds;
};
