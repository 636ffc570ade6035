/**
 * What the words of its own sentence or table row say of an observable: harmless, imitated, or cited.
 * Looks at most 120 characters to either side, never past the end of the sentence; a digest's row ends at the next digest.
 */
import type { ObservableMention } from "#terms/mention.ts";

export interface Surroundings {
  readonly saysHarmless: boolean;
  readonly harmlessWord: string;
  readonly saysImitated: boolean;
  readonly saysCited: boolean;
}

const harmless =
  /(?<![A-Za-z-])(?:legitimate|legit|benign|genuine|harmless|clean|not malicious|non-malicious|known[- ]good)(?![A-Za-z])/i;
const hostile =
  /\b(?:malicious|compromis\w*|abus\w*|hijack\w*|hacked|fake|c2s?|c&c|command[- ]and[- ]control|payloads?|droppers?|phish\w*|exfiltrat\w*|beacon\w*|callback|inject\w*|trojani[sz]ed|weaponi[sz]ed|patched|vulnerable|side-?load\w*|exploited)\b/i;
const imitated =
  /\b(?:impersonat\w+|mimic\w*|imitat\w+|spoof\w*|masquerad\w+|pretend\w*|lookalikes? (?:of|for)|typosquat\w* (?:of|on)|resembl\w+|similar to|squat of)\b[^.!?\n]{0,60}$/i;
const cited =
  /\b(?:see|read|available (?:at|on|here|from)|published|posted|blog ?posts?|articles?|write-?ups?|white ?papers?|papers?|reports?|reported|according to|references?|sources?|analysis|analyses|more (?:information|details)|described|documented|documentation|advisor(?:y|ies)|tweet(?:ed)?|credits?|thanks|learn more|refer|visit|download(?:ed)? (?:the|our) report)\b/i;

const sentenceLeft = (text: string, start: number): string => {
  const left = text.slice(Math.max(0, start - 120), start);
  const cut = Math.max(left.lastIndexOf("\n"), left.lastIndexOf("\t"), left.search(/[.!?]\s(?!.*[.!?]\s)/s));
  return left.slice(cut + 1);
};

const sentenceRight = (text: string, end: number): string => {
  const right = text.slice(end, end + 100);
  const cut = right.search(/[.!?](?:\s|$)|[\n\t]/);
  return cut === -1 ? right : right.slice(0, cut);
};

/** A digest's row: cells to its right up to the next digest or line, and its own sentence to the left. */
const rowRight = (text: string, end: number): string => {
  const right = text.slice(end, end + 160);
  const cut = right.search(/\n|[0-9A-Fa-f]{32}/);
  return cut === -1 ? right : right.slice(0, cut);
};

export const readSurroundings = (text: string, mention: ObservableMention): Surroundings => {
  const isDigest = /^(?:md5|sha1|sha256|sha512|imphash|ssdeep|tlsh)$/.test(mention.type);
  const left = isDigest ? "" : sentenceLeft(text, mention.start);
  const right = isDigest ? rowRight(text, mention.end) : sentenceRight(text, mention.end);
  const around = `${left} ${right}`;
  const isHostile = hostile.test(around);
  const found = harmless.exec(around)?.[0];
  const linked =
    mention.type === "url" &&
    (/\]\($/.test(text.slice(Math.max(0, mention.start - 2), mention.start)) || text.charAt(mention.end) === "[");
  return {
    saysHarmless: found !== undefined && !isHostile,
    harmlessWord: found ?? "",
    saysImitated: imitated.test(left),
    saysCited: linked || (mention.type === "url" && !isHostile && cited.test(left)),
  };
};
