/**
 * Values with a grammar of their own: ARN, CPE 2.2 and 2.3, package URL, GUID, AS number, user agent, phone number, Telegram name.
 * Every pattern is bounded and starts with a literal or a short class. Quotation marks and stops of any script end a value.
 */
import { type Anchored, matchAnchored } from "./match-anchored.ts";
import type { Scan } from "./scan.ts";

const guid: Anchored = {
  anchor: /-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-/g,
  back: [9, 8],
  whole:
    /(?<![0-9A-Za-z-])\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\}?(?![0-9A-Za-z]|-[0-9A-Fa-f])/y,
};
const agentPiece =
  /^ (?:\([^()\n]{0,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)|(?!Mozilla\/)[A-Za-z][\w.+-]{0,40}\/[\w.+-]{1,40}|Gecko|Mobile|Version|Safari|like Gecko|\(KHTML, like Gecko\))(?=[\s"'”’),;.\]]|$)/;
/** Those listed beside a name. */
const telegramNext = /(?:,|,? (?:and|or)|\/)\s?@([A-Za-z]\w{4,31})(?![\w@]|\.\w)/y;

const addEach = (
  scan: Scan,
  matches: readonly RegExpExecArray[],
  add: (start: number, end: number, found: RegExpExecArray) => void,
): void => {
  for (const found of matches) {
    const end = found.index + found[0].length;
    if (!scan.isClaimed(found.index, end)) add(found.index, end, found);
  }
};

/** An ARN alone on its line may hold blanks (role and application names do); within prose it ends at the first. */
const arnEnd = (text: string, start: number, end: number): number => {
  if (start > 0 && text.charCodeAt(start - 1) !== 10) return end;
  const line = text.slice(start, start + 400);
  const stop = line.indexOf("\n");
  const whole = stop === -1 ? line : line.slice(0, stop);
  return /^[\w:*/ .+=@-]{1,200}$/.test(whole) && !/[.:] |\s$/.test(whole) ? start + whole.length : end;
};

const agentEnd = (text: string, from: number): number => {
  let at = from;
  for (let count = 0; count < 24; count += 1) {
    const piece = agentPiece.exec(text.slice(at, at + 600));
    if (piece === null) break;
    at += piece[0].length;
  }
  return at;
};

const trimmed = (text: string, start: number, end: number): number => {
  let at = end;
  while (at > start && /[.,;:!?]/.test(text.charAt(at - 1))) at -= 1;
  return at;
};

/** Grammars that hold hosts, versions or paths inside: found first. */
export const findLabelled = (scan: Scan): void => {
  const { text, survey } = scan;
  addEach(scan, survey.find("agentStart"), (start, end) => {
    const stop = trimmed(text, end, agentEnd(text, end));
    if (stop > end) scan.addObservable("user_agent", start, stop);
  });
  addEach(scan, survey.find("agentLine"), (_start, end, found) => {
    const written = found[1] ?? "";
    const start = end - written.length;
    const value = written.slice(0, trimmed(written, 0, written.trimEnd().length));
    if (/\/\d|^[\w-]+$/.test(value)) scan.addObservable("user_agent", start, start + value.length, value);
  });
  addEach(scan, survey.find("arn"), (start, end) =>
    scan.addObservable("arn", start, arnEnd(text, start, trimmed(text, start, end))),
  );
  addEach(scan, survey.find("cpe"), (start, end) => scan.addObservable("cpe", start, trimmed(text, start, end)));
  addEach(scan, survey.find("purl"), (start, end) => scan.addObservable("purl", start, trimmed(text, start, end)));
};

/** Short values that stand by themselves: found after URLs and paths. */
export const findShortValues = (scan: Scan): void => {
  const { survey } = scan;
  const jointed = survey.words.filter(({ start, end, joints }) => joints >= 4 && end - start >= 36);
  addEach(scan, matchAnchored(scan.text, guid, jointed), (start, end) => {
    const braced = scan.text.charCodeAt(start) === 123 && scan.text.charCodeAt(end - 1) === 125;
    const from = scan.text.charCodeAt(start) === 123 && !braced ? start + 1 : start;
    const to = scan.text.charCodeAt(end - 1) === 125 && !braced ? end - 1 : end;
    scan.addObservable("guid", from, to, scan.text.slice(from, to).replace(/[{}]/g, "").toLowerCase());
  });
  for (const form of ["asn", "asnLower"] as const) {
    addEach(scan, survey.find(form), (start, end, found) => {
      const number = Number(found[1]);
      if (number > 0 && number < 4_294_967_295) scan.addObservable("asn", start, end, `AS${number}`);
    });
  }
  addEach(scan, survey.find("phone"), (start, end, found) => {
    const digits = found[0].replace(/\D/g, "");
    if (digits.length >= 8 && digits.length <= 15) scan.addObservable("phone", start, end, `+${digits}`);
  });
  const addHandle = (handle: string, end: number): void =>
    scan.addObservable("telegram", end - handle.length - 1, end, `@${handle}`);
  addEach(scan, survey.find("telegramName"), (_start, end, found) => {
    addHandle(found[1] ?? "", end);
    telegramNext.lastIndex = end;
    for (let next = telegramNext.exec(scan.text); next !== null; next = telegramNext.exec(scan.text))
      addHandle(next[1] ?? "", telegramNext.lastIndex);
  });
  addEach(scan, survey.find("namedOnTelegram"), (start, _end, found) => {
    const handle = found[1] ?? "";
    addHandle(handle, start + handle.length + 1);
  });
};

/** A channel or person behind a `t.me` link: beside the URL that holds it. */
export const findTelegramLinks = (scan: Scan): void => {
  for (const found of scan.survey.find("telegramLink")) {
    const end = found.index + found[0].length;
    scan.addObservable("telegram", found.index, end, `@${found[1]}`);
  }
};
