/**
 * A profile as a person sets it on the desk: sectors are those that stories are held against, countries go by name or
 * code. What is none is refused with what was expected; nothing is guessed.
 */
import countries from "i18n-iso-countries";
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import type { OrganisationFault } from "../load-yaml.ts";
import { faultsOf, isCountry } from "../parse-organisation.ts";
import { sectorNames, sectorOf } from "../relevance/sector-words.ts";

export interface Choices {
  readonly sectors: readonly string[];
  readonly countries: readonly { readonly code: string; readonly name: string }[];
}

/** What a profile may choose from, as it is shown to a person. */
export const profileChoices = (): Choices => {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const listed = Object.keys(countries.getAlpha2Codes()).map((code) => ({ code, name: names.of(code) ?? code }));
  return {
    sectors: [...sectorNames],
    countries: listed.sort((a, b) => a.name.localeCompare(b.name, "en")),
  };
};

let byName: ReadonlyMap<string, string> | undefined;

/** Names as people write them, in English: official, short, and with other spellings. */
const countryNames = (): ReadonlyMap<string, string> => {
  if (byName !== undefined) return byName;
  const shown = profileChoices().countries.map(({ code, name }) => [name.toLowerCase(), code] as const);
  const listed = Object.entries(countries.getNames("en", { select: "all" })).flatMap(([code, names]) =>
    [names].flat().map((name) => [name.toLowerCase(), code] as const),
  );
  byName = new Map([...listed, ...shown]);
  return byName;
};

/** The code of a country by its code or English name, in any case. */
export const countryOf = (text: string): string | undefined => {
  const asked = text.trim();
  const code = asked.toUpperCase();
  return isCountry(code) ? code : countryNames().get(asked.toLowerCase());
};

const found = (value: string): string => `string ${JSON.stringify(value.slice(0, 60))}`;

const known = (
  values: readonly string[],
  path: string,
  of: (value: string) => string | undefined,
  expected: string,
): { readonly values: string[]; readonly faults: OrganisationFault[] } => ({
  values: [...new Set(values.flatMap((value) => of(value) ?? []))],
  faults: values.flatMap((value, at) =>
    of(value) === undefined ? [{ path: `${path}[${at}]`, expected, found: found(value) }] : [],
  ),
});

const mostFaults = 200;

/** Countries come as codes of two letters once they are judged; before that as they were written. */
const written = organisationSchema.extend({
  countries: z.array(z.string().min(1).max(80)).max(250).default([]),
});

export const checkProfile = (value: unknown): Result<Organisation, readonly OrganisationFault[]> => {
  const parsed = written.safeParse(value);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => faultsOf(issue, value)).slice(0, mostFaults));
  const { data } = parsed;
  const sectors = known(data.sectors, "sectors", sectorOf, `one of ${sectorNames.join(", ")}`);
  const lands = known(
    data.countries,
    "countries",
    countryOf,
    "a country by its English name or its code of ISO 3166, such as Norway or NO",
  );
  const faults = [...sectors.faults, ...lands.faults];
  if (faults.length > 0) return err(faults.slice(0, mostFaults));
  return ok({ ...data, sectors: sectors.values, countries: lands.values.sort() });
};
