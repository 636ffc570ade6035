/**
 * The CVSS 3.0 / 3.1 base score of a vector string.
 *
 * Formula: FIRST, CVSS v3.1 Specification, section 7.1 and Appendix A (roundup). Undefined for 4.0, whose score needs the
 * equivalence-class tables, and for a vector that lacks a base metric. Numbers: the specification's tables 14 and 15.
 */
const exploitability: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
};
const privileges: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  U: { N: 0.85, L: 0.62, H: 0.27 },
  C: { N: 0.85, L: 0.68, H: 0.5 },
};
const impactOf: Readonly<Record<string, number>> = { H: 0.56, L: 0.22, N: 0 };

const roundUp = (value: number): number => {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
};

export const scoreOfVector = (vector: string): number | undefined => {
  const metrics = new Map(
    vector
      .toUpperCase()
      .split("/")
      .map((part) => part.split(":"))
      .map(([name = "", value = ""]) => [name, value] as const),
  );
  const scope = metrics.get("S");
  if (vector.startsWith("CVSS:4") || scope === undefined) return undefined;
  const weight = (table: Readonly<Record<string, number>> | undefined, name: string): number =>
    table?.[metrics.get(name) ?? ""] ?? Number.NaN;
  const impactBase = 1 - (1 - weight(impactOf, "C")) * (1 - weight(impactOf, "I")) * (1 - weight(impactOf, "A"));
  const impact = scope === "U" ? 6.42 * impactBase : 7.52 * (impactBase - 0.029) - 3.25 * (impactBase - 0.02) ** 15;
  const ease =
    8.22 *
    weight(exploitability.AV, "AV") *
    weight(exploitability.AC, "AC") *
    weight(privileges[scope], "PR") *
    weight(exploitability.UI, "UI");
  if (Number.isNaN(impact) || Number.isNaN(ease)) return undefined;
  if (impact <= 0) return 0;
  return roundUp(Math.min(scope === "U" ? impact + ease : 1.08 * (impact + ease), 10));
};
