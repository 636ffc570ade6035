/** Traffic Light Protocol 2.0 (FIRST): who may receive a document. Ordered from widest to narrowest. */
export const tlpLabels = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"] as const;
export type Tlp = (typeof tlpLabels)[number];

const isLetter = (letter: string | undefined): boolean => letter !== undefined && /[+A-Z]/.test(letter);

/** The label that a text names, the widest when it names several; whoever wrote it marked it so. */
export const statedTlp = (text: string): Tlp | undefined =>
  tlpLabels.find((label) => {
    for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1))
      if (!isLetter(text[at + label.length])) return true;
    return false;
  });

/** A label as it was written down; one that nobody knows is the narrowest. */
export const knownTlp = (text: string): Tlp => tlpLabels.find((label) => label === text) ?? "TLP:RED";

/** Labels that somebody may see. */
export const labelsWithin = (ceiling: Tlp): readonly Tlp[] => tlpLabels.slice(0, tlpLabels.indexOf(ceiling) + 1);

/** The narrower of two labels: a product is at least as restricted as each passage it uses. */
export const narrowerTlp = (a: Tlp, b: Tlp): Tlp => (tlpLabels.indexOf(a) >= tlpLabels.indexOf(b) ? a : b);

/** The narrowest of all the labels of what a product is made from; of nothing the widest. */
export const narrowestTlp = (labels: readonly Tlp[]): Tlp => labels.reduce<Tlp>(narrowerTlp, "TLP:CLEAR");

/** The wider of two labels: of two ceilings the one that lets less through. */
export const widerTlp = (a: Tlp, b: Tlp): Tlp => (tlpLabels.indexOf(a) <= tlpLabels.indexOf(b) ? a : b);
