/**
 * The pages of Settings, one a subject. A page of another room is a line here: its address, its word, who may open it,
 * and where its code is; it is loaded when it is opened.
 */
import { type ComponentType, lazy } from "react";
import type { Permission } from "#terms/person.ts";

export interface Subject {
  /** Last part of the address: `/settings/people`. */
  readonly page: string;
  readonly word: string;
  readonly needs: Permission;
  /** Found by these words, besides its own. */
  readonly about: string;
  readonly Page: ComponentType;
}

const page = (load: () => Promise<ComponentType>): ComponentType => lazy(async () => ({ default: await load() }));

export const subjects: readonly Subject[] = [
  {
    page: "you",
    word: "You",
    needs: "self.manage",
    about: "password authenticator code passkey session token sign out feed rss atom reader",
    Page: page(async () => (await import("./you-page.tsx")).YouPage),
  },
  {
    page: "keys",
    word: "Keys",
    needs: "edition.read",
    about: "keyboard shortcut single letter off speech dictation accessibility",
    Page: page(async () => (await import("./keys-page.tsx")).KeysPage),
  },
  {
    page: "organisation",
    word: "Organisation",
    needs: "setting.manage",
    about: "profile name sector country product version machine asset internet supplier role fit yaml csv",
    Page: page(async () => (await import("../organisation/organisation-page.tsx")).OrganisationPage),
  },
  {
    page: "editions",
    word: "Editions",
    needs: "setting.manage",
    about: "when due time zone daily weekly schedule crontab make now draft first run",
    Page: page(async () => (await import("../schedule/schedule-page.tsx")).SchedulePage),
  },
  {
    page: "people",
    word: "People",
    needs: "person.manage",
    about: "invite role reader analyst reviewer administrator ceiling tlp suspend remove reset",
    Page: page(async () => (await import("../people/people-page.tsx")).PeoplePage),
  },
  {
    page: "delivery",
    word: "Delivery",
    needs: "delivery.manage",
    about: "mail list outbox webhook slack teams sent failed held retry doubt unsubscribe ceiling relay smtp",
    Page: page(async () => (await import("../delivery/delivery-page.tsx")).DeliveryPage),
  },
  {
    page: "audit",
    word: "Audit",
    needs: "audit.read",
    about: "who did what chain hash export verify history record log",
    Page: page(async () => (await import("../audit/audit-page.tsx")).AuditPage),
  },
];
