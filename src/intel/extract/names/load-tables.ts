/** The tables shipped under `data/`, read as modules: facts, no file access at run time. */
import actors from "../../../../data/actors/actors.json" with { type: "json" };
import attack from "../../../../data/attack/attack.json" with { type: "json" };
import authorities from "../../../../data/authorities/authorities.json" with { type: "json" };
import catalogs from "../../../../data/authorities/catalogs.json" with { type: "json" };
import cities from "../../../../data/countries/cities.json" with { type: "json" };
import countries from "../../../../data/countries/countries.json" with { type: "json" };
import countryParts from "../../../../data/countries/country-parts.json" with { type: "json" };
import otherLanguages from "../../../../data/countries/other-languages.json" with { type: "json" };
import regions from "../../../../data/countries/regions.json" with { type: "json" };
import malware from "../../../../data/malware/malware.json" with { type: "json" };
import sectors from "../../../../data/sectors/sectors.json" with { type: "json" };
import words from "../../../../data/tagger/common-words.json" with { type: "json" };
import tools from "../../../../data/tools/tools.json" with { type: "json" };
import outlets from "../../../../data/vendors-products/outlets.json" with { type: "json" };
import researchTeams from "../../../../data/vendors-products/research-teams.json" with { type: "json" };
import vendors from "../../../../data/vendors-products/vendors.json" with { type: "json" };
import vulnerabilityNames from "../../../../data/vendors-products/vulnerability-names.json" with { type: "json" };
import type { NameTables } from "./table.ts";

const wordSet = (lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(" ").split(" "));

export const shippedTables: NameTables = {
  actors: actors.rows,
  malware: malware.rows,
  tools: tools.rows,
  attackObjects: attack.objects,
  countries: countries.rows,
  regions: regions.rows,
  cities: cities.rows,
  countryParts: countryParts.rows,
  otherLanguages: otherLanguages.rows,
  sectors: sectors.rows,
  authorities: authorities.rows,
  catalogs: catalogs.rows,
  vendors: vendors.rows,
  researchTeams: researchTeams.rows,
  outlets: outlets.rows,
  vulnerabilityNames: vulnerabilityNames.rows,
  frequentWords: wordSet(words.frequent),
  knownWords: wordSet(words.known),
};
