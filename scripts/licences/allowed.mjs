/** Licences that a dependency may have, and why those that ask for something are no burden here. */
export const allowed = {
  "0BSD": "permissive",
  "Apache-2.0": "permissive; notices are kept",
  "BlueOak-1.0.0": "permissive",
  "BSD-2-Clause": "permissive",
  "BSD-3-Clause": "permissive",
  "CC0-1.0": "public domain",
  "CC-BY-4.0": "data; credit is given in THIRD-PARTY.md",
  ISC: "permissive",
  MIT: "permissive",
  "MIT-0": "permissive; asks for nothing",
  "MPL-2.0": "copyleft file by file; used unchanged, and its source is in the package itself",
  "OFL-1.1": "fonts; served unchanged, under their own names",
  "Python-2.0": "permissive",
  Unlicense: "public domain",
};

/**
 * Whether an SPDX expression can be met by the list: any arm of an OR, every arm of an AND. Nothing else is understood,
 * and what is not understood is not allowed.
 */
export const isAllowed = (expression) => {
  if (typeof expression !== "string") return false;
  const plain = expression.trim().replace(/^\(([^()]*)\)$/, "$1");
  if (plain.includes("(") || plain.includes(" WITH ")) return false;
  return plain.split(" OR ").some((arm) => arm.split(" AND ").every((id) => Object.hasOwn(allowed, id.trim())));
};
