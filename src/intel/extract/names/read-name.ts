/**
 * Reads the run of name-like words after or before a place. A name word begins with a capital, or mixes capitals or
 * digits into lower case (njRAT, n8n). Bounded: at most five words, at most 60 characters.
 */
import { isDigit, isSmall } from "#kit/text/ascii.ts";
import { half, kindOfCode, letter, number } from "#kit/text/char-kinds.ts";

export interface Run {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const word =
  "(?:\\p{Lu}[\\p{L}\\p{N}_$!]*(?:[-‑+&@.](?=[\\p{L}\\p{N}])[\\p{L}\\p{N}]+)*|\\p{Ll}+(?:\\p{Lu}|\\d)[\\p{L}\\p{N}]*(?:[-.][\\p{L}\\p{N}]+)*|\\d+\\p{Lu}[\\p{L}\\p{N}]*)";
const joiner = "(?:[ \\u00a0](?:of|for|&|de|la|du|der|von|van|and(?! (?:the|The)))(?: the)?)";
const runAfter = new RegExp(
  `(${word}(?:[ \\u00a0](?:${word}|\\d{1,4}(?:\\.\\d)?(?![\\p{L}\\p{N}%.,]*\\d))){0,5})`,
  "uy",
);
const wordPattern = new RegExp(`^${word}$`, "u");
const quotedAfter = /[“"'‘«„]([\p{L}\p{N}][^“”"‘’«»\n]{1,40}?)[,.]?[”"'’»“]/uy;

/** Words that open a sentence or a phrase and belong to no name. */
export const openers = new Set(
  (
    "The A An This That These Those In On At By For From With Within Without During After Before Since Until While When Where " +
    "Although Though Because However Moreover Meanwhile Additionally Also And But Or Nor So Yet If Then Once As Both Each Every Some Any Many Most " +
    "Several Other Another Such Its Their His Her Our Your My It They We He She You I There Here What Which Who How Why Not No New Newly Recent Recently " +
    "Latest Last First Second Third One Two Three Four Five Ten According Based Using Like Unlike Despite Between Through Over Under Into Instead Earlier Later " +
    "Today Yesterday Researchers Attackers Hackers Security Threat Cyber Malware Ransomware Hacking Update Updated Following Known Called Named Dubbed Tracked " +
    "Exploiting Multiple Critical High Severe Unpatched Vulnerable Former Popular Alleged Suspected Notorious Infamous Major Large Small Global International Local National " +
    "Chief Senior Principal Lead Director President Professor Minister Is Are Was Were Has Have Had Will Can May Does Did Be Since To Of Along Alongside Among About Against Across"
  ).split(" "),
);

/** Terms of the trade in capitals that name no one thing. */
export const terms = new Set(
  (
    "APT APTs RAT RATs C2 C&C DDoS DoS IoT OT ICS IT AI ML LLM LLMs API APIs DLL DLLs EXE PDF ZIP ISO LNK HTML HTTP HTTPS SSH FTP DNS TCP UDP VPN VPNs RDP SMB URL URLs IP IPs ID IDs " +
    "OS PC PCs USB SQL XML JSON PHP CSS JS JSP ASP ASPX VBS VBA BAT CMD WMI COM UEFI BIOS CPU GPU RAM ROM MFA 2FA SSO SIEM SOC EDR XDR AV IDS IPS WAF CDN ISP ISPs MSP MSPs MaaS RaaS PhaaS SaaS IaaS PaaS " +
    "IOC IOCs TTP TTPs CVE CVEs CVSS EPSS KEV CWE PoC POC RCE LPE XSS CSRF SSRF SQLi XXE BYOVD LOLBin LOLBins LOLBAS BEC OAuth SAML LDAP NTLM TLS SSL PKI JWT GDPR HIPAA PCI NIS2 DORA CISO CISOs CEO CTO CIO CFO " +
    "NGO NGOs ATM ATMs POS PLC PLCs HMI SCADA P2P UI UX SDK CLI GUI IDE CI CD CI/CD PII NFC SMS MMS QR OTP PIN SIM eSIM ESIM IMEI 5G 4G Wi-Fi WiFi Bluetooth Internet Web Dark Deep Golang JavaScript TypeScript VBScript NET " +
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Q1 Q2 Q3 Q4 H1 H2 " +
    "Figure Table Section Appendix Note Image Source Read More Related Indicators Compromise Summary Introduction Conclusion Background Overview Analysis MD5 SHA1 SHA256 SHA-256 SHA-1 GitHub TLP IR CSIRT CERT PSIRT TI CTI OSINT US UK EU UN"
  ).split(" "),
);

/** Where small ASCII letters end that begin at `at`. */
const smallEnd = (text: string, at: number): number => {
  let end = at;
  while (isSmall(text.charCodeAt(end))) end += 1;
  return end;
};

/** A word of small letters alone, as most are, is none. */
export const isNameWord = (text: string): boolean => smallEnd(text, 0) < text.length && wordPattern.test(text);

/** “ " ' ‘ « „ */
const opensQuote = (code: number): boolean =>
  code === 34 || code === 39 || code === 0x201c || code === 0x2018 || code === 0xab || code === 0x201e;

/** Can a name or a quotation begin here? Not with small letters that go on with neither a capital nor a digit. */
const mayOpenName = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (!isSmall(code)) return opensQuote(code) || (kindOfCode(code) & (letter | number | half)) !== 0;
  const next = text.charCodeAt(smallEnd(text, at));
  return isDigit(next) || (kindOfCode(next) & (letter | half)) !== 0;
};

/** the, a, an, its, their */
const mayOpenArticle = (code: number): boolean => {
  const small = code | 32;
  return small === 116 || small === 97 || small === 105;
};

const trimLead = (run: Run): Run | undefined => {
  let { start, text } = run;
  for (;;) {
    const space = text.search(/[ \u00a0]/);
    const first = space < 0 ? text : text.slice(0, space);
    if (!openers.has(first) && !terms.has(first)) break;
    if (space < 0) return undefined;
    text = text.slice(space + 1);
    start += space + 1;
  }
  return { start, end: run.end, text };
};

const tidy = (text: string, start: number, end: number): Run | undefined => {
  let to = end;
  while (to > start && /[.\-&+ \u00a0]/.test(text.charAt(to - 1))) to -= 1;
  if (to - start < 2 || to - start > 60) return undefined;
  return trimLead({ start, end: to, text: text.slice(start, to) });
};

const articleAt = /(?:the|a|an|its|their) /iy;

const nameFrom = (text: string, from: number): Run | undefined => {
  quotedAfter.lastIndex = from;
  const quoted = quotedAfter.exec(text);
  if (quoted) {
    const inner = quoted[1] ?? "";
    const words = inner.split(/\s+/);
    if (words.length > 5 || !/\p{Lu}|\d/u.test(inner)) return undefined;
    return { start: from + 1, end: from + 1 + inner.length, text: inner };
  }
  runAfter.lastIndex = from;
  const match = runAfter.exec(text);
  if (!match) return undefined;
  const words = (match[1] ?? "").split(/[ \u00a0]/);
  let length = 0;
  for (const one of words.slice(0, 5)) {
    if (/^(?:And|Or)$/.test(one)) break;
    length += one.length + 1;
  }
  return tidy(text, from, from + length - 1);
};

/** The plain twin: every expression is tried. */
export const nameAfterPlainly = (text: string, at: number): Run | undefined => {
  articleAt.lastIndex = at;
  return nameFrom(text, at + (articleAt.exec(text)?.[0].length ?? 0));
};

/** The name that begins at `at` (an article or quotation mark may stand before it). */
export const nameAfter = (text: string, at: number): Run | undefined => {
  let from = at;
  if (mayOpenArticle(text.charCodeAt(at))) {
    articleAt.lastIndex = at;
    from += articleAt.exec(text)?.[0].length ?? 0;
  }
  return mayOpenName(text, from) ? nameFrom(text, from) : undefined;
};

/** _ $ ! @ . + & and two hyphens */
const signs = new Set([..."_$!@.+&\u2011-"].map((sign) => sign.charCodeAt(0)));
const inName = (code: number): boolean => (kindOfCode(code) & (letter | number)) !== 0 || signs.has(code);

const stepBack = (text: string, end: number): number => {
  let at = end;
  while (at > 0 && end - at < 40 && inName(text.charCodeAt(at - 1))) at -= 1;
  return at;
};

/** The name that ends at `end` (a closing quotation mark may stand there). */
export const nameBefore = (text: string, end: number): Run | undefined => {
  let to = end;
  let quoted = false;
  if (/[”"’']/.test(text.charAt(to - 1))) {
    quoted = true;
    to -= 1;
  }
  if (/['’]s$/.test(text.slice(to - 2, to))) to -= 2;
  let start = to;
  let first = -1;
  for (let words = 0; words < 5; words += 1) {
    const from = stepBack(text, start);
    const one = text.slice(from, start);
    if (
      one === "" ||
      !(isNameWord(one) || (words > 0 || /^\d+(?:\.\d+)?$/.test(one) ? /^\d{1,4}(?:\.\d)?$/.test(one) : false))
    )
      break;
    first = from;
    if (quoted && /[“"‘']/.test(text.charAt(from - 1))) break;
    if (text[from - 1] !== " " && text[from - 1] !== "\u00a0") break;
    start = from - 1;
  }
  if (first < 0 || !/\p{L}/u.test(text.slice(first, to))) return undefined;
  return tidy(text, first, to);
};

/** A run with the joining words of institutions: "Ministry of Foreign Affairs", "University of Example". */
const institution = new RegExp(`${word}(?:${joiner}?[ \\u00a0]${word}){0,6}`, "uy");
export const institutionAt = (text: string, at: number): Run | undefined => {
  institution.lastIndex = at;
  const match = institution.exec(text);
  return match && match[0].length <= 90 ? { start: at, end: at + match[0].length, text: match[0] } : undefined;
};
