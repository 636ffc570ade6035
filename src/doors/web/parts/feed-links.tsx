/** Names the feeds of what is on the screen to the browser, so that a feed reader finds them by the page's address. */
import { type FeedChoice, feedAddress, feedForms } from "./feed-address.ts";

export const FeedLinks = ({ choice, about }: { choice: FeedChoice; about: string }) => (
  <>
    {feedForms.map(([form, name, type]) => (
      <link key={form} rel="alternate" type={type} title={`${about} (${name})`} href={feedAddress(form, choice)} />
    ))}
  </>
);
