/**
 * The headings of a report and what each says of the list under it: indicators, references, legitimate names, victims.
 *
 * Works on plain text as reports are published: `# Title`, `== Title`, ALL CAPITALS, a line that ends in a colon, a short line
 * between blank ones. One pass over the lines. English headings.
 */
export type SectionSays = "indicators" | "reference" | "benign" | "victim" | "other";

export interface Section {
  readonly start: number;
  readonly title: string;
  readonly says: SectionSays;
  /** The heading speaks of names that are misused: a well-known one may stand there as an indicator. */
  readonly misused: boolean;
}

const reference =
  /\b(?:references?|further reading|read more|related (?:reading|content|articles?|links|work|research)|(?:more|additional|further) (?:information|details|resources)|learn more|see also|bibliography|acknowledge?ments?|about (?:us|the authors?))\b/i;
/** These head a list of references only when they are nearly all the heading says. */
const shortReference =
  /^(?:the |our |other |useful |external )?(?:sources?|links|resources|contacts?|contact us|credits?|authors?)(?: (?:and|&) \w+)?$/i;
const benign =
  /\b(?:legit(?:imate)?|benign|clean|non-malicious|not malicious|not inherently malicious|false positives?|harmless|known[- ]good|allow-?list|whitelist)\b/i;
const misused = /\b(?:abus\w*|misus\w*|compromis\w*|hijack\w*|hacked|malicious|fake|spoof\w*|impersonat\w*)\b/i;
const victim =
  /^(?:known |possible |suspected |example )?(?:victims?|targets?|targeted|impersonated|spoofed|imitated|brands? (?:abused|impersonated))\b/i;
const indicators =
  /\b(?:indicators?|iocs?|network|c2s?|c&c|cnc|command[- ]and[- ]control|domains?|urls?|ips?|ip addresses|hash(?:es)?|sha-?1|sha-?256|md5|samples?|files?|infrastructure|malicious|servers?|payloads?|traffic|compromised|phishing|hostnames?|hosts?|artifacts?|e-?mails?|addons?|extensions?|packages?|websites?|sites?|observables?|malware|addresses)\b/i;

const saysOf = (title: string): SectionSays => {
  if (benign.test(title) && !misused.test(title)) return "benign";
  if (victim.test(title)) return "victim";
  if (
    (reference.test(title) || shortReference.test(title.trim())) &&
    !/\b(?:indicators?|iocs?|c2|malicious)\b/i.test(title)
  )
    return "reference";
  return indicators.test(title) || misused.test(title) ? "indicators" : "other";
};

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === "";

/** The title a line holds, or undefined when it is no heading. */
const titleOf = (line: string, before: string | undefined, after: string | undefined): string | undefined => {
  const plain = line.trim();
  if (plain.length < 3 || plain.length > 120 || line.includes("\t")) return undefined;
  const marked = /^(?:#{1,6}|={1,6}|\.(?=[A-Z]))\s?(\S.*)$/.exec(plain)?.[1];
  if (marked !== undefined && /[A-Za-z]{2}/.test(marked)) return marked;
  if (/^[-*•+>|\d"'`]/.test(plain) || /:\/\/|\[\.\]|\[:\]/.test(plain) || !/[A-Za-z]{2}/.test(plain)) return undefined;
  if (!plain.includes(" ") && plain.includes(".")) return undefined;
  if (plain.endsWith(":")) return plain.slice(0, -1);
  if (!/[a-z]/.test(plain) && /[A-Z]{3}/.test(plain) && plain.includes(" ")) return plain;
  const short = plain.length <= 70 && !/[.!?;,]$/.test(plain) && plain.split(/\s+/).length <= 9;
  return short && isBlank(before) && isBlank(after) ? plain : undefined;
};

/** "- Such packages are known. References include:" — a list item that announces what stands under it. */
const announcement = (line: string): string | undefined => {
  const plain = line.trim();
  if (!/^[-*•+].*[A-Za-z]{2}.*:$/.test(plain) || plain.includes("://")) return undefined;
  const sentence = plain.slice(plain.lastIndexOf(". ") + 1, -1).replace(/^[-*•+\s]+/, "");
  return sentence.length <= 120 && saysOf(sentence) !== "other" ? sentence : undefined;
};

/** Sections in order; the first starts at 0 and has no title. */
export const readSections = (text: string): readonly Section[] => {
  const sections: Section[] = [{ start: 0, title: "", says: "other", misused: false }];
  const lines = text.split("\n");
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const title =
      line.length > 400 ? undefined : (titleOf(line, lines[index - 1], lines[index + 1]) ?? announcement(line));
    if (title !== undefined) sections.push({ start, title, says: saysOf(title), misused: misused.test(title) });
    start += line.length + 1;
  }
  return sections;
};

/** Index of the section a position stands in. */
export const sectionAt = (sections: readonly Section[], position: number): number => {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.start ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
};
