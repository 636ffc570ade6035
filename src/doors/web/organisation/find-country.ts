/** A country as it is typed: by its English name or its two letters. */
import type { ProfileChoices } from "../../api/contract.ts";

type Countries = ProfileChoices["countries"];

/** @returns its code */
export const findCountry = (countries: Countries, text: string): string | undefined => {
  const asked = text.trim().toLowerCase();
  return countries.find(({ code, name }) => code.toLowerCase() === asked || name.toLowerCase() === asked)?.code;
};

/** A whole name that no other begins with: whoever typed "Niger" may be on the way to Nigeria. */
export const isWholeName = (countries: Countries, text: string): boolean => {
  const begun = countries.filter(({ name }) => name.startsWith(text));
  return begun.length === 1 && begun[0]?.name === text;
};
