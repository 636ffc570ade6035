/**
 * CVE, CWE, CAPEC, ATT&CK, advisory and Microsoft KB ids.
 *
 * CWE ids up to 1500 and CAPEC ids up to 800, above the highest in use. CVE ids by the CVE record format (year, four or more digits); written with any dash, a blank or a line break.
 * ATT&CK ids by the list given, else by the ranges MITRE has used (enterprise and PRE T1001 on, ICS T08xx).
 */
import type { Scan } from "./scan.ts";

const isCveYear = (year: number): boolean => year >= 1900 && year < 3000;

const findCves = (scan: Scan): number[] => {
  const ends: number[] = [];
  for (const found of scan.survey.find("cve")) {
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
  for (const found of scan.survey.find("weakness")) {
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
  for (const found of scan.survey.find("attack")) {
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
  for (const found of scan.survey.find("advisory")) {
    scan.addIdentifier("advisory", found.index, found.index + found[0].length, found[0]);
  }
  for (const found of scan.survey.find("knowledgeBase")) {
    scan.addIdentifier("microsoft_kb", found.index, found.index + found[0].length, `KB${found[1]}`);
  }
  return cveEnds;
};
