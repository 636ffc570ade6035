/** Where the desk's feeds are: in three forms, each for everyone or as one role reads, of all kinds or of one. */
import { mainAudience } from "#terms/audience.ts";

export const feedForms = [
  ["editions.rss", "RSS", "application/rss+xml"],
  ["editions.atom", "Atom", "application/atom+xml"],
  ["editions.json", "JSON Feed", "application/feed+json"],
] as const;
export type FeedForm = (typeof feedForms)[number][0];

export interface FeedChoice {
  readonly role?: string | undefined;
  readonly kind?: string | undefined;
  readonly audience?: string | undefined;
}

export const feedAddress = (form: FeedForm, { role, kind, audience }: FeedChoice = {}): string => {
  const query = new URLSearchParams();
  if (role !== undefined) query.set("role", role);
  if (kind !== undefined) query.set("kind", kind);
  if (audience !== undefined && audience !== mainAudience) query.set("audience", audience);
  return `/feeds/${form}${query.size === 0 ? "" : `?${query}`}`;
};
