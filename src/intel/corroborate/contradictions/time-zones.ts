/**
 * Clock times with a named zone, to compare deadlines told in different zones. Offsets in minutes east of UTC; the
 * summer-time rules are those of the US Energy Policy Act of 2005 and of EU Directive 2000/84/EC.
 */
const fixed: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  z: 0,
  ist: 330,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  sgt: 480,
  hkt: 480,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
};
/** Zones that change with the season: offset in winter, and whose rules. */
const seasonal: Readonly<Record<string, { winter: number; rules: "us" | "eu" }>> = {
  eastern: { winter: -300, rules: "us" },
  et: { winter: -300, rules: "us" },
  central: { winter: -360, rules: "us" },
  ct: { winter: -360, rules: "us" },
  mountain: { winter: -420, rules: "us" },
  mt: { winter: -420, rules: "us" },
  pacific: { winter: -480, rules: "us" },
  pt: { winter: -480, rules: "us" },
};

/** Day of month of the nth Sunday (1 = first). */
const nthSunday = (year: number, month: number, nth: number): number => {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return 1 + ((7 - first) % 7) + (nth - 1) * 7;
};

/** Second Sunday of March to first Sunday of November. */
const isUsSummer = (day: string): boolean => {
  const year = Number(day.slice(0, 4));
  const two = (value: number): string => String(value).padStart(2, "0");
  return day >= `${year}-03-${two(nthSunday(year, 3, 2))}` && day < `${year}-11-${two(nthSunday(year, 11, 1))}`;
};

const offsetOf = (zone: string, day: string): number | undefined => {
  const lower = zone.toLowerCase();
  const season = seasonal[lower];
  return season === undefined ? fixed[lower] : season.winter + (isUsSummer(day) ? 60 : 0);
};

export interface ClockTime {
  /** As written: "11:59 p.m. Eastern". */
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
  readonly zone: string;
}

const clock =
  /\b(\d{1,2})(?:[:.](\d{2}))? ?(a\.?m\.?|p\.?m\.?)?,? (UTC|GMT|IST|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|BST|CES?T|EES?T|MSK|JST|KST|SGT|HKT|AE[SD]T|NZ[SD]T|Eastern|Central|Mountain|Pacific)\b/gi;

/** Clock times that name their zone. */
export const clockTimesIn = (text: string): ClockTime[] =>
  [...text.matchAll(clock)].flatMap((match): ClockTime[] => {
    const hour = Number(match[1]);
    const half = (match[3] ?? "").toLowerCase().charAt(0);
    if (hour > 24 || (half === "" && match[2] === undefined)) return [];
    const hours = half === "p" ? (hour % 12) + 12 : half === "a" ? hour % 12 : hour;
    return [
      {
        surface: match[0],
        start: match.index,
        end: match.index + match[0].length,
        minutes: hours * 60 + Number(match[2] ?? 0),
        zone: match[4] ?? "",
      },
    ];
  });

/** The instant of a clock time on a day, in minutes since 1970; undefined when the zone is not known. */
export const instantOf = (time: ClockTime, day: string): number | undefined => {
  const offset = offsetOf(time.zone, day);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return offset === undefined || Number.isNaN(midnight) ? undefined : midnight / 60_000 + time.minutes - offset;
};
