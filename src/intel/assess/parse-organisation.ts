/**
 * The organisation's profile from YAML. Every fault names its place, what was expected and what was found; no guess
 * is made for a wrong value. Limits: 1 MB, and those of `load-yaml.ts`.
 */
import countries from "i18n-iso-countries";
import type { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import { loadYaml, type OrganisationFault } from "./load-yaml.ts";

const mostCharacters = 1_000_000;
const mostFaults = 50;

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    root,
  );

export const describeValue = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a mapping";
  return `${typeof value} ${JSON.stringify(value)?.slice(0, 60)}`;
};

const expectedOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "too_small":
      return `at least ${issue.minimum}${issue.origin === "string" ? ` character${issue.minimum === 1 ? "" : "s"}` : ""}`;
    case "too_big":
      return `at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return "only known keys";
    default:
      return issue.message;
  }
};

/** @param root what was judged, for what was found in it */
export const faultsOf = (issue: z.core.$ZodIssue, root: unknown): OrganisationFault[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      expected: "a known key",
      found: `unknown key ${JSON.stringify(key.slice(0, 60))}`,
    }));
  return [{ path: pathText(issue.path), expected: expectedOf(issue), found: describeValue(valueAt(root, issue.path)) }];
};

/** ISO 3166-1 alpha-2, in capitals. */
export const isCountry = (code: string): boolean => Object.hasOwn(countries.getAlpha2Codes(), code);

const countryFaults = (organisation: Organisation): OrganisationFault[] =>
  organisation.countries.flatMap((code, index) =>
    isCountry(code)
      ? []
      : [
          {
            path: `countries[${index}]`,
            expected: "a country code of ISO 3166 in capitals, such as NO",
            found: `string "${code}"`,
          },
        ],
  );

export const parseOrganisation = (yamlText: string): Result<Organisation, readonly OrganisationFault[]> => {
  if (yamlText.length > mostCharacters)
    return err([{ path: "", expected: `at most ${mostCharacters} characters`, found: `${yamlText.length}` }]);
  const loaded = loadYaml(yamlText);
  if (!loaded.ok) return err(loaded.error.slice(0, mostFaults));
  const { root } = loaded.value;
  const parsed = organisationSchema.safeParse(root);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => faultsOf(issue, root)).slice(0, mostFaults));
  const wrongCountries = countryFaults(parsed.data);
  return wrongCountries.length > 0 ? err(wrongCountries) : ok(parsed.data);
};
