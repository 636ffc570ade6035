/** Texts made to be slow: the work they cause is compared with that of a benign text of the same length in the same run. */
import { describe, expect, it } from "vitest";
import { findObservables } from "./find-observables.ts";
import { judgeObservables } from "./judge-observable.ts";

const size = 100_000;
const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const benign = fill(
  "The group used Glass Cat 4.9 against 203.0.113.7 and glass-cat[.]com; see https://milltown.org/report for CVE-2031-1234 (CVSS 9.8). ",
);

const work = (text: string): number => {
  const before = process.cpuUsage();
  judgeObservables(text, findObservables(text, {}));
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

const units = [
  "a.a.a.",
  "[.]",
  "[",
  "]",
  "(",
  "<",
  "a",
  "1",
  ".",
  ":",
  "a:",
  "@",
  "a@",
  "a@a.",
  "/",
  "\\",
  "C:\\a ",
  "HKLM\\a b\\",
  "http://a.b/",
  "http://a.b/?u=",
  "://",
  "http://a@",
  "v1.2.3 ",
  "version ",
  "before 1.2 ",
  "1.2 (",
  "5.1 Rev A (",
  "1.2.3.4 ",
  "1.2.3.4.",
  "1[.]2[.]3[.]4",
  "CVE-",
  "CVSS ",
  "CVSS score of ",
  "EPSS score ",
  "abcdef01",
  "rule a {\n",
  "title: a\n",
  "Mozilla/5.0 (",
  "arn:aws:",
  "cpe:2.3:a:",
  "+1 23 ",
  "01234567-",
  "3:abc:",
  "Telegram a",
  "hxxp",
  "\u00ad",
  "a\u200b.",
  "\uff0e",
  "\ud800",
  "a\u3002",
  "a_",
  "a..b",
  "%A%\\",
  "\\\\a\\",
  "~/a/",
  "/usr/a b/",
  "\n",
  "\t",
  "A b:\n",
  "contact a@b.com ",
  "bc1q",
  "http://a.b/<id>",
  "a\\.b",
  "http://a.b/(((",
  "0xAbCdEf0123456789aBcDeF0123456789AbCdEf01 ",
  "2001:db8::1 ",
  '<a version="1.0" ',
];

describe("hostile texts", () => {
  work(benign);
  const usual = Math.max(work(benign), 10_000);
  it.each(units.map((unit) => [JSON.stringify(unit), unit] as const))(
    "%s repeated costs no more than a benign text, times forty",
    (_name, unit) => {
      expect(work(fill(unit))).toBeLessThan(usual * 40);
    },
  );

  it("grows with the length, not with its square", () => {
    const cost = (times: number): number => Math.min(work("a.a.a.[.]".repeat(times)), work("a.a.a.[.]".repeat(times)));
    expect(cost(80_000)).toBeLessThan(Math.max(cost(10_000), 4_000) * 8 * 6);
  });
});
