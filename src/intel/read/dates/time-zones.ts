/**
 * Zone words of dates in feeds → minutes east of UTC.
 *
 * RFC 822 names first (their meaning is fixed by the standard), then the abbreviations of civil time in wide use.
 * Where a word is used by two countries, the one that writes it in feeds most: CST and the like are North American,
 * IST is India, BST is Britain. Region names (`Europe/Brussels`) are resolved with the runtime's own zone data.
 */
const hours: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  zulu: 0,
  at: -4,
  ast: -4,
  adt: -3,
  et: -5,
  est: -5,
  edt: -4,
  ct: -6,
  cst: -6,
  cdt: -5,
  mt: -7,
  mst: -7,
  mdt: -6,
  pt: -8,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  hdt: -9,
  nst: -3.5,
  ndt: -2.5,
  sst: -11,
  chst: 10,
  bst: 1,
  west: 1,
  cet: 1,
  met: 1,
  mez: 1,
  cest: 2,
  mest: 2,
  mesz: 2,
  met_dst: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  msd: 4,
  trt: 3,
  wat: 1,
  cat: 2,
  sast: 2,
  eat: 3,
  gst: 4,
  irst: 3.5,
  irdt: 4.5,
  pkt: 5,
  ist: 5.5,
  npt: 5.75,
  idt: 3,
  bdt: 6,
  ict: 7,
  wib: 7,
  wita: 8,
  wit: 9,
  hkt: 8,
  sgt: 8,
  myt: 8,
  pht: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  acdt: 10.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  brt: -3,
  brst: -2,
  art: -3,
  clt: -4,
  clst: -3,
  pet: -5,
  cot: -5,
};

export const zoneByName = (folded: string): number | undefined => {
  const value = Object.hasOwn(hours, folded) ? hours[folded] : undefined;
  return value === undefined ? undefined : value * 60;
};

/** `+0100`, `-01:01`, `+1`, `-5:30`: minutes, or undefined when it is no offset. Up to 18 hours, as in XML Schema ± slack. */
export const zoneByOffset = (text: string): number | undefined => {
  const match = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 18 * 60 || Number(match[3] ?? 0) > 59) return undefined;
  return match[1] === "-" && minutes !== 0 ? -minutes : minutes;
};

const region = /^[A-Za-z_]{1,20}\/[A-Za-z_+\-0-9]{1,30}(?:\/[A-Za-z_]{1,30})?$/;

/** Offset that a region such as `America/Los_Angeles` had when its clocks showed this wall time. */
export const zoneByRegion = (name: string, wallMs: number): number | undefined => {
  if (!region.test(name)) return undefined;
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const offsetAt = (ms: number): number => {
      const part: Record<string, number> = {};
      for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - ms) / 60_000);
    };
    return offsetAt(wallMs - offsetAt(wallMs) * 60_000);
  } catch {
    return undefined;
  }
};
