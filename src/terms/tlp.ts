/** Traffic Light Protocol 2.0 (FIRST): who may receive a document. Ordered from widest to narrowest. */
export const tlpLabels = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"] as const;
export type Tlp = (typeof tlpLabels)[number];

/** The narrower of two labels: a product is at least as restricted as each passage it uses. */
export const narrowerTlp = (a: Tlp, b: Tlp): Tlp => (tlpLabels.indexOf(a) >= tlpLabels.indexOf(b) ? a : b);
