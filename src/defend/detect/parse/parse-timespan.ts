/** Time spans of correlations: a number and one of s, m, h, d (specification); w, M and y as tools in use write them. */
const unitsMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

export const parseTimespan = (text: string): number | undefined => {
  const found = /^\s*(\d{1,9})\s*([smhdwMy])\s*$/.exec(text);
  const unit = unitsMs[found?.[2] ?? ""];
  const count = Number(found?.[1]);
  return unit === undefined || count === 0 ? undefined : count * unit;
};
