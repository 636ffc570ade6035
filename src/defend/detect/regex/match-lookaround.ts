/**
 * Runs a regular expression with lookaround, in time linear in the text whatever the expression.
 *
 * A lookaround asks something of a place in the text. So each is answered for all places first, the innermost before what
 * holds it: what looks ahead by running its mirror image from the end of the text, what looks behind by running from its
 * start. Then the whole runs as a set of states, which looks the answers up. Method: A. Barrière and C. Pit-Claudel,
 * "Linear Matching of JavaScript Regular Expressions", 2024, without captures.
 */
import type { CodeRange, RegexNode } from "./regex-tree.ts";

type Look = RegexNode & { readonly kind: "look" };
type Edge = Exclude<RegexNode["kind"], "set" | "sequence" | "choice" | "repeat" | "look">;

type Step =
  | { readonly op: "set"; readonly holds: (code: number) => boolean }
  | { readonly op: "split"; readonly to: readonly number[] }
  | { readonly op: "edge"; readonly edge: Edge }
  | { readonly op: "look"; readonly look: number }
  | { readonly op: "end" };

/** States all repetitions of one expression may be written out as. */
const mostSteps = 20_000;

class TooManySteps extends Error {}

const inRanges = (ranges: readonly CodeRange[]): ((code: number) => boolean) => {
  const ascii = Uint8Array.from({ length: 128 }, (_, code) =>
    ranges.some(([from, to]) => code >= from && code <= to) ? 1 : 0,
  );
  return (code) => (code < 128 ? ascii[code] === 1 : ranges.some(([from, to]) => code >= from && code <= to));
};

/** The steps of one expression, its lookarounds by number. */
class Program {
  readonly steps: Step[] = [];
  readonly #looks: (look: Look) => number;
  readonly #mirrored: boolean;

  constructor(node: RegexNode, looks: (look: Look) => number, mirrored: boolean) {
    this.#looks = looks;
    this.#mirrored = mirrored;
    this.#write(node);
    this.#add({ op: "end" });
  }

  #add(step: Step): number {
    if (this.steps.length >= mostSteps) throw new TooManySteps();
    return this.steps.push(step) - 1;
  }

  #write(node: RegexNode): void {
    if (node.kind === "set") this.#add({ op: "set", holds: inRanges(node.ranges) });
    else if (node.kind === "sequence")
      for (const item of this.#mirrored ? [...node.items].reverse() : node.items) this.#write(item);
    else if (node.kind === "choice") this.#writeChoice(node.options);
    else if (node.kind === "repeat") this.#writeRepeat(node.item, node.min, node.max);
    else if (node.kind === "look") this.#add({ op: "look", look: this.#looks(node) });
    else this.#add({ op: "edge", edge: node.kind });
  }

  #writeChoice(options: readonly RegexNode[]): void {
    const starts: number[] = [];
    const split = this.#add({ op: "split", to: starts });
    const ends: number[][] = [];
    for (const option of options) {
      starts.push(this.steps.length);
      this.#write(option);
      const after: number[] = [];
      ends.push(after);
      this.#add({ op: "split", to: after });
    }
    for (const after of ends) after.push(this.steps.length);
    if (options.length === 0) starts.push(split + 1);
  }

  #writeRepeat(item: RegexNode, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.#write(item);
    if (max === Number.POSITIVE_INFINITY) {
      const to: number[] = [];
      const split = this.#add({ op: "split", to });
      this.#write(item);
      this.#add({ op: "split", to: [split] });
      to.push(split + 1, this.steps.length);
      return;
    }
    const exits: number[][] = [];
    for (let count = min; count < max; count += 1) {
      const to = [this.steps.length + 1];
      exits.push(to);
      this.#add({ op: "split", to });
      this.#write(item);
    }
    for (const to of exits) to.push(this.steps.length);
  }
}

const isWord = (code: number | undefined): boolean =>
  code !== undefined &&
  ((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a));

const edgeHolds = (edge: Edge, text: Uint32Array, at: number): boolean => {
  switch (edge) {
    case "start":
      return at === 0;
    case "end":
      return at === text.length;
    case "line-start":
      return at === 0 || text[at - 1] === 0x0a;
    case "line-end":
      return at === text.length || text[at] === 0x0a;
    default:
      return (isWord(text[at - 1]) !== isWord(text[at])) === (edge === "word-edge");
  }
};

/** The states of a program at one place after another. */
class States {
  readonly #steps: readonly Step[];
  readonly #text: Uint32Array;
  readonly #answers: readonly Uint8Array[];
  readonly #markedAt: Int32Array;
  #now: number[] = [];
  #ended = false;
  #round = 0;

  constructor({ steps }: Program, text: Uint32Array, answers: readonly Uint8Array[]) {
    this.#steps = steps;
    this.#text = text;
    this.#answers = answers;
    this.#markedAt = new Int32Array(steps.length);
  }

  /** Moves over a character; at the first place there is none. @returns whether the expression ends at the place */
  move(code: number | undefined, at: number): boolean {
    const before = this.#now;
    this.#now = [];
    this.#ended = false;
    this.#round += 1;
    if (code !== undefined)
      for (const state of before) {
        const step = this.#steps[state];
        if (step?.op === "set" && step.holds(code)) this.#enter(state + 1, at);
      }
    this.#enter(0, at);
    return this.#ended;
  }

  #passes(step: Step, at: number): boolean {
    if (step.op === "edge") return edgeHolds(step.edge, this.#text, at);
    return step.op === "look" && this.#answers[step.look]?.[at] === 1;
  }

  #enter(state: number, at: number): void {
    const stack = [state];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (this.#markedAt[next] === this.#round) continue;
      this.#markedAt[next] = this.#round;
      const step = this.#steps[next];
      if (step === undefined) continue;
      if (step.op === "set") this.#now.push(next);
      else if (step.op === "end") this.#ended = true;
      else if (step.op === "split") stack.push(...step.to);
      else if (this.#passes(step, at)) stack.push(next + 1);
    }
  }
}

interface Written {
  readonly program: Program;
  readonly ahead: boolean;
  readonly negated: boolean;
}

const answer = (
  { program, ahead, negated }: Written,
  text: Uint32Array,
  answers: readonly Uint8Array[],
): Uint8Array => {
  const states = new States(program, text, answers);
  const table = new Uint8Array(text.length + 1);
  const yes = negated ? 0 : 1;
  if (ahead) for (let at = text.length; at >= 0; at -= 1) table[at] = states.move(text[at], at) ? yes : 1 - yes;
  else for (let at = 0; at <= text.length; at += 1) table[at] = states.move(text[at - 1], at) ? yes : 1 - yes;
  return table;
};

export const holdsLookaround = (node: RegexNode): boolean => {
  if (node.kind === "look") return true;
  if (node.kind === "sequence") return node.items.some(holdsLookaround);
  if (node.kind === "choice") return node.options.some(holdsLookaround);
  return node.kind === "repeat" && holdsLookaround(node.item);
};

/** `undefined` when the expression is too large to be run so. */
export const createLookaroundSearch = (node: RegexNode): ((text: string) => boolean) | undefined => {
  const looks: Written[] = [];
  const numberOf = (look: Look): number => {
    // A look is mirrored by its own direction, whatever stands around it.
    const program = new Program(look.item, numberOf, look.ahead);
    return looks.push({ program, ahead: look.ahead, negated: look.negated }) - 1;
  };
  try {
    const whole = new Program(node, numberOf, false);
    return (given) => {
      const text = Uint32Array.from(given, (char) => char.codePointAt(0) ?? 0);
      const answers: Uint8Array[] = [];
      for (const look of looks) answers.push(answer(look, text, answers));
      const states = new States(whole, text, answers);
      for (let at = 0; at <= text.length; at += 1) if (states.move(text[at - 1], at)) return true;
      return false;
    };
  } catch (cause) {
    if (cause instanceof TooManySteps) return undefined;
    throw cause;
  }
};
