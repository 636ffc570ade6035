/**
 * Does a style hide text from people? Reads declarations, and the simple rules of a page's own `<style>`.
 *
 * Known: `display:none`, `visibility:hidden`, no opacity, no size, off-screen placing, clipping, tiny type and text in
 * the colour of its ground. Rules are read for the selectors tag, .class, #id and one joined pair of them; rules for
 * print or narrow screens and selectors with a context are not applied.
 */
export type Declarations = ReadonlyMap<string, string>;

/** `a: b; c: d` → map, names and values in lower case. */
export const readDeclarations = (style: string): Declarations => {
  const declarations = new Map<string, string>();
  for (const part of style.slice(0, 4_000).split(";")) {
    const colon = part.indexOf(":");
    if (colon <= 0) continue;
    const value = part
      .slice(colon + 1)
      .replace("!important", "")
      .trim()
      .toLowerCase();
    declarations.set(part.slice(0, colon).trim().toLowerCase(), value);
  }
  return declarations;
};

/** Pixels of a length; percentages and viewport units count as if of a 1,000 pixel screen. */
const pixels = (value: string | undefined): number | undefined => {
  const match = /^([+-]?\d{0,9}(?:\.\d{1,6})?)\s?(px|em|rem|pt|vw|vh|%|in|cm|ch)?$/.exec(value ?? "");
  if (match === null || match[1] === "" || match[1] === undefined) return undefined;
  const number = Number(match[1]);
  const unit = match[2] ?? "px";
  const factor: Record<string, number> = {
    px: 1,
    em: 16,
    rem: 16,
    ch: 8,
    pt: 1.33,
    vw: 10,
    vh: 10,
    "%": 10,
    in: 96,
    cm: 38,
  };
  return number * (factor[unit] ?? 1);
};

const colourNames: Readonly<Record<string, string>> = { white: "ffffff", black: "000000", transparent: "transparent" };

/** A colour in one form, so that `#fff`, `white` and `rgb(255,255,255)` are the same; undefined when not a plain one. */
export const plainColour = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const named = colourNames[value];
  if (named !== undefined) return named;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(value)?.[1];
  if (hex !== undefined) return hex.length === 6 ? hex : [...hex].map((digit) => digit + digit).join("");
  const rgb = /^rgba?\(\s{0,3}(\d{1,3})[\s,]{1,3}(\d{1,3})[\s,]{1,3}(\d{1,3})/.exec(value);
  if (rgb === null) return /^[a-z]{3,20}$/.test(value) ? value : undefined;
  if (/^rgba\(.{0,40}[,/]\s{0,3}0?\.?0{1,4}\)$/.test(value)) return "transparent";
  return rgb
    .slice(1, 4)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("");
};

/** The ground colour a style sets, if any; `other` when it sets a picture or something we do not read. */
export const groundOf = (style: Declarations): string | undefined => {
  const value = style.get("background-color") ?? style.get("background");
  if (value === undefined) return undefined;
  if (value === "none" || value === "inherit") return undefined;
  const colour = plainColour(value) ?? plainColour(value.split(" ")[0]);
  return colour === "transparent" ? undefined : (colour ?? "other");
};

const offScreen = (style: Declarations): boolean => {
  const placed = /^(absolute|fixed)/.test(style.get("position") ?? "");
  const far = (name: string): boolean => (pixels(style.get(name)) ?? 0) <= -400;
  if (placed && (far("left") || far("top") || far("right") || far("bottom"))) return true;
  if (far("text-indent") || (far("margin-left") && !placed)) return true;
  const clip = style.get("clip") ?? "";
  if (placed && /^rect\((?:[01](?:px)?[\s,]{1,3}){3}[01](?:px)?\)$/.test(clip)) return true;
  return /^(?:inset\((?:50|100)%|circle\(0)/.test(style.get("clip-path") ?? "");
};

const noSize = (style: Declarations): boolean => {
  const size = pixels(style.get("font-size"));
  if (size !== undefined && size <= 2) return true;
  if (pixels(style.get("line-height")) === 0 && style.get("overflow") === "hidden") return true;
  const small = (name: string): boolean => {
    const length = pixels(style.get(name));
    return length !== undefined && length <= 1;
  };
  const cut = /^(hidden|clip)/.test(style.get("overflow") ?? style.get("overflow-y") ?? "");
  return cut && (small("height") || small("width") || small("max-height") || small("max-width"));
};

/** Not seen for want of opacity. */
export const isFaint = (style: Declarations): boolean => {
  const opacity = style.get("opacity");
  return opacity !== undefined && /^[\d.]{1,8}%?$/.test(opacity) && Number.parseFloat(opacity) <= 0.05;
};

/** Hides by itself, whatever its surroundings. */
export const styleHides = (style: Declarations): boolean => {
  if (/^none/.test(style.get("display") ?? "")) return true;
  if (/^(hidden|collapse)/.test(style.get("visibility") ?? "")) return true;
  if (/scale[xy]?\(0(?:\.0+)?[,)]/.test(style.get("transform") ?? "")) return true;
  return offScreen(style) || noSize(style);
};

/** One simple selector: a tag, class or id, or two of them joined. */
export interface StyleRule {
  readonly tag?: string;
  readonly id?: string;
  readonly classes: readonly string[];
  readonly style: Declarations;
}

const readSelector = (selector: string, style: Declarations): StyleRule | undefined => {
  const match = /^([a-z][a-z0-9]{0,20})?((?:[.#][\w-]{1,80}){0,2})$/i.exec(selector);
  if (match === null || selector === "") return undefined;
  const parts = (match[2] ?? "").match(/[.#][\w-]{1,80}/g) ?? [];
  const id = parts.find((part) => part.startsWith("#"))?.slice(1);
  const classes = parts.filter((part) => part.startsWith(".")).map((part) => part.slice(1));
  const tag = match[1]?.toLowerCase();
  return { ...(tag === undefined ? {} : { tag }), ...(id === undefined ? {} : { id }), classes, style };
};

const withoutComments = (css: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const open = css.indexOf("/*", from);
    if (open < 0) break;
    parts.push(css.slice(from, open));
    const close = css.indexOf("*/", open + 2);
    if (close < 0) return parts.join("");
    from = close + 2;
  }
  parts.push(css.slice(from));
  return parts.join("");
};

const telling = /display|visibility|opacity|left|top|indent|clip|size|height|width|color|background|transform/;
const maxRules = 2_000;

/** The simple rules of a style sheet that may hide or colour, in order. Linear; blocks of `@` rules are passed over. */
export const readStyleRules = (sheet: string): StyleRule[] => {
  const css = withoutComments(sheet.slice(0, 1_000_000));
  const rules: StyleRule[] = [];
  let at = 0;
  while (at < css.length && rules.length < maxRules) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    const prelude = css.slice(at, open).trim();
    let close = css.indexOf("}", open);
    if (close < 0) close = css.length;
    if (prelude.startsWith("@") && !prelude.startsWith("@font-face")) {
      at = endOfBlock(css, open);
      continue;
    }
    const body = css.slice(open + 1, close);
    at = close + 1;
    if (prelude.length > 4_000 || !telling.test(body)) continue;
    const style = readDeclarations(body);
    for (const selector of prelude.split(",")) {
      const rule = readSelector(selector.trim(), style);
      if (rule !== undefined) rules.push(rule);
    }
  }
  return rules;
};

const endOfBlock = (css: string, open: number): number => {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    const char = css.charCodeAt(at);
    if (char === 0x7b) depth += 1;
    else if (char === 0x7d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return css.length;
};
