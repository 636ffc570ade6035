/**
 * `expand`: names between percent signs, replaced by the values someone gave for them (specification 2, "Placeholders").
 *
 * Values are patterns themselves. A name nobody defined is reported and makes the value one that never matches. `\%` is a
 * percent sign.
 */
import type { PatternPart } from "#terms/rule.ts";
import { parsePattern } from "./parse-pattern.ts";
import type { ValueContext } from "./value-context.ts";

const mostForms = 10_000;

type Piece = { readonly text: string } | { readonly name: string };

const cutPieces = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    const found = text.charAt(at) === "%" ? /^%([A-Za-z0-9_.-]{1,100})%/.exec(text.slice(at, at + 102)) : null;
    if (text.charAt(at) === "\\" && text.charAt(at + 1) === "%") {
      plain += "%";
      at += 1;
    } else if (found?.[1] !== undefined) {
      pieces.push({ text: plain }, { name: found[1] });
      plain = "";
      at += found[0].length - 1;
    } else plain += text.charAt(at);
  }
  pieces.push({ text: plain });
  return pieces;
};

const joinParts = (one: readonly PatternPart[], other: readonly PatternPart[]): PatternPart[] => {
  const last = one.at(-1);
  const [first] = other;
  if (typeof last === "object" && typeof first === "object")
    return [...one.slice(0, -1), { literal: last.literal + first.literal }, ...other.slice(1)];
  return last === "*" && first === "*" ? [...one, ...other.slice(1)] : [...one, ...other];
};

/** Every combination of the values; none when a name is not defined. */
const combine = <Form>(
  { text, at, context }: { readonly text: string; readonly at: number; readonly context: ValueContext },
  start: Form,
  join: (form: Form, value: string, isPlaceholder: boolean) => Form,
): Form[] => {
  let forms: Form[] = [start];
  for (const piece of cutPieces(text)) {
    const isPlaceholder = "name" in piece;
    const values = isPlaceholder ? context.placeholders.get(piece.name) : [piece.text];
    if (values === undefined) {
      const name = isPlaceholder ? piece.name : "";
      context.book.warn(
        "UndefinedPlaceholder",
        at,
        `Expected values for the placeholder %${name}% but found none; it never matches`,
      );
      return [];
    }
    if (forms.length * values.length > mostForms) {
      context.book.error("TooLarge", at, `Expected at most ${mostForms} values from placeholders but found more`);
      return [];
    }
    forms = forms.flatMap((form) => values.map((value) => join(form, value, isPlaceholder)));
  }
  return forms;
};

/** Every pattern the text stands for; none when a name is not defined. */
export const expandPlaceholders = (text: string, at: number, context: ValueContext): PatternPart[][] =>
  combine<PatternPart[]>({ text, at, context }, [], (form, value) => joinParts(form, parsePattern(value)));

/** The same where values are no patterns: networks, numbers, expressions. `write` says how a value stands in the text. */
export const expandTexts = (
  text: string,
  at: number,
  context: ValueContext,
  write: (value: string) => string,
): string[] =>
  combine({ text, at, context }, "", (form, value, isPlaceholder) => form + (isPlaceholder ? write(value) : value));
