/** Finds sign-up boxes: few words around a field for an e-mail address. They need not call themselves a form. */
import { elementsIn, type PageElement, type PageTree } from "./page-tree.ts";

/** The box is the widest element around the field with at most this many characters. */
const longestBox = 400;
const mostSteps = 8;
const tooWide = /^(?:body|html|main|article|#root)$/;

const asksForMail = (element: PageElement): boolean => {
  if (element.tag !== "input") return false;
  const named = ["type", "name", "placeholder", "autocomplete"].map((key) => element.attributes.get(key) ?? "");
  return named.some((value) =>
    /^(?:e-?mail|(?:your |ihre |votre )?e-?mail(?:[ -](?:address|adresse))?)$/i.test(value.trim()),
  );
};

/** `lengthBefore`, `worthBefore`: sums of characters and of prose up to each node. */
export const findSignups = (
  tree: PageTree,
  lengthBefore: Float64Array,
  worthBefore: Float64Array,
): Set<PageElement> => {
  const between = (sums: Float64Array, element: PageElement): number =>
    (sums[element.end] ?? 0) - (sums[element.at] ?? 0);
  const most = (worthBefore.at(-1) ?? 0) * 0.3;
  const boxes = new Set<PageElement>();
  for (const element of elementsIn(tree)) {
    if (!asksForMail(element)) continue;
    let box: PageElement | undefined;
    let around = element.parent;
    for (let steps = 0; around !== undefined && steps < mostSteps; around = around.parent, steps += 1) {
      if (tooWide.test(around.tag) || between(lengthBefore, around) > longestBox) break;
      if (between(worthBefore, around) > most) break;
      box = around;
    }
    if (box !== undefined) boxes.add(box);
  }
  return boxes;
};
