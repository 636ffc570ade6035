import { describe, expect, it } from "vitest";
import { isFaint, plainColour, readDeclarations, readStyleRules, styleHides } from "./hiding-styles.ts";

describe("styles that hide", () => {
  it.each([
    "display:none",
    "DISPLAY : none !important",
    "visibility: hidden",
    "position:absolute;left:-9999px",
    "position: fixed; top: -200vh",
    "text-indent:-999em",
    "position:absolute; clip: rect(0 0 0 0)",
    "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
    "clip-path: inset(50%)",
    "font-size:0",
    "font-size: 1px",
    "height:0;overflow:hidden",
    "width:1px; overflow:hidden",
    "transform: scale(0)",
  ])("%s", (style) => expect(styleHides(readDeclarations(style))).toBe(true));

  it.each([
    "display:block",
    "position:relative;left:-4px",
    "position:absolute;left:0",
    "font-size:14px",
    "height:100%;overflow:hidden",
    "text-indent:-1em",
    "transform:scale(0.9)",
    "",
    ";;:::",
  ])("and styles that do not: %s", (style) => expect(styleHides(readDeclarations(style))).toBe(false));

  it("no opacity is told apart", () => {
    expect(isFaint(readDeclarations("opacity:0"))).toBe(true);
    expect(isFaint(readDeclarations("opacity:.5"))).toBe(false);
  });

  it("one colour has one form", () => {
    for (const white of ["#fff", "#ffffff", "white", "rgb(255, 255, 255)"]) expect(plainColour(white)).toBe("ffffff");
  });

  it("rules of a sheet: simple selectors only, none of another medium", () => {
    const rules = readStyleRules(
      "/* a{} */ .a, #b, p.c { display:none } .d .e { display:none } @media print { .f { display:none } } .g{color:red}",
    );
    expect(rules.map((rule) => rule.id ?? rule.classes.join("."))).toEqual(["a", "b", "c", "g"]);
  });
});
