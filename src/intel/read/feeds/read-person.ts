/**
 * People of a feed: Atom's structured ones, and the one-line forms of RSS and Dublin Core:
 * "mail (name)", "name (mail)", "Name <mail>", a mail alone, a name alone.
 */
import type { FeedPerson } from "#terms/feed.ts";
import { resolveReference } from "./resolve-reference.ts";
import { elementsOf, firstTextOf, textOf, type XmlElement } from "./xml-tree.ts";

const longest = 1000;

const isMail = (word: string): boolean => /^[^\s@()<>"',;:]{1,64}@[^\s@()<>"',;:/]{1,255}$/.test(word);

const trimName = (text: string): string => {
  const bare = text
    .replace(/\(\s*\)|<\s*>|\[\s*\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const inner = /^[("'](.*)[)"']$/.exec(bare)?.[1] ?? bare;
  return inner.replace(/^[,;:\-–|\s]+|[,;:\-–|\s]+$/g, "").trim();
};

export const readPersonLine = (line: string): FeedPerson | undefined => {
  const text = line.trim().slice(0, longest);
  if (text === "") return undefined;
  const mail = text
    .replace(/^mailto:/i, "")
    .split(/[\s()<>"',;]+/)
    .map((word) => word.replace(/^mailto:/i, "").replace(/\.$/, ""))
    .find(isMail);
  if (mail === undefined) return { name: text.replace(/\s+/g, " ") };
  const name = trimName(text.replace(/mailto:/gi, "").replace(mail, ""));
  return { ...(name === "" ? {} : { name }), email: mail };
};

export const readPersonElement = (element: XmlElement): FeedPerson | undefined => {
  if (elementsOf(element).length === 0) return readPersonLine(textOf(element));
  const name = firstTextOf(element, "name", "atom:name", "?:name");
  const email = firstTextOf(element, "email", "atom:email", "?:email");
  const address = firstTextOf(element, "uri", "url", "homepage", "href", "atom:uri");
  const url = address === undefined ? undefined : resolveReference(element.base, address);
  if (name === undefined && email === undefined && url === undefined) return readPersonLine(textOf(element));
  return {
    ...(name === undefined ? {} : { name: name.replace(/\s+/g, " ") }),
    ...(email === undefined ? {} : { email }),
    ...(url === undefined ? {} : { url }),
  };
};

const nameKey = (person: FeedPerson): string => `${person.name ?? ""}\n${person.email ?? ""}\n${person.url ?? ""}`;

/** Each person once. A line that only repeats the name of someone known better adds nothing. */
export const distinctPersons = (persons: readonly (FeedPerson | undefined)[]): FeedPerson[] => {
  const kept = new Map<string, FeedPerson>();
  const names = new Set<string>();
  for (const person of persons) {
    if (person === undefined) continue;
    const onlyName = person.email === undefined && person.url === undefined;
    if (onlyName && names.has(person.name ?? "")) continue;
    kept.set(nameKey(person), person);
    if (person.name !== undefined) names.add(person.name);
  }
  return [...kept.values()];
};
