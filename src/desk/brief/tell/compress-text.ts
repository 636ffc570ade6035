/**
 * Shortens by deletion only: what a sentence can lose without saying more, less, or something else.
 *
 * Never dropped: negation, modal, hedge, comparator, quantifier, condition (if, unless, once), exception, time, speaker.
 */
import { tidy } from "./edit-text.ts";

const keepers =
  /\b(?:if|unless|until|once|only|except|not|no|never|without|may|might|could|probably|likely|reportedly|allegedly|but|though|although|at least|more than|fewer than)\b|\d/i;

/** A name or identifier inside a stretch keeps it. */
const holdsName = /\p{Lu}/u;

/** A trailing clause that adds comment: ", which …", ", a sign that …", ", suggesting …", ", so …". */
const trailing =
  /, (?:which|who|where|a sign that|meaning|making|leaving|because|as|since|while|even as|with|including|suggesting|so|to)\b [^,;]{8,160}$/i;
const relative = /, (?:which|who|whose) [^,;]{4,90},/i;
const apposition = /, (?:a|an|the|one of) [^,;]{4,70},/i;
const evaluative =
  /\b(?:carefully|notoriously|remarkably|simply|merely|quite|rather(?! than)|very|particularly|especially|essentially|certainly|clearly) /i;

/** Candidates from long to short; the first is the text itself. */
export const compressions = (text: string): string[] => {
  const out = [text];
  let current = text;
  for (const pattern of [evaluative, relative, apposition, trailing, trailing]) {
    const match = pattern.exec(current);
    if (match === null || keepers.test(match[0]) || holdsName.test(match[0])) continue;
    const next = tidy(
      current.slice(0, match.index) +
        (match[0].endsWith(",") && pattern !== trailing ? " " : pattern === evaluative ? "" : "") +
        current.slice(match.index + match[0].length),
    );
    if (next.length < 20) continue;
    current = next;
    out.push(current);
  }
  return out;
};
