/** The screens and their addresses. Today comes with the entry; the others load when opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { audienceNamePattern } from "#terms/audience.ts";
import { type EditionKind, editionKinds } from "#terms/edition-kind.ts";
import { type RoleId, roleIds } from "#terms/reader-role.ts";
import { type TriageFilter, triageFilters } from "#terms/triage-words.ts";
import { TodayPage } from "../today/today-page.tsx";
import type { SearchAddress } from "./load.ts";
import { NotFound, Shell } from "./shell.tsx";

/** A word that is a number in an address comes as one. */
const wordOf = (value: unknown): string | undefined => {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
};

/** Every screen shows the edition that its address names, and its links lead to screens of that same edition. */
const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (
    search: Record<string, unknown>,
  ): { edition?: string | undefined; audience?: string | undefined } => {
    const audience = wordOf(search.audience);
    return {
      ...(typeof search.edition === "string" && search.edition !== "latest" ? { edition: search.edition } : {}),
      ...(audience === undefined || !audienceNamePattern.test(audience) ? {} : { audience }),
    };
  },
  search: { middlewares: [retainSearchParams(["edition", "audience"])] },
});

const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { role?: string } =>
    typeof search.role === "string" ? { role: search.role } : {},
  component: TodayPage,
});

const storiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/stories",
  component: lazyRouteComponent(() => import("../stories/stories-page.tsx"), "StoriesPage"),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sources",
  component: lazyRouteComponent(() => import("../sources/sources-page.tsx"), "SourcesPage"),
});

interface EditionsAddress {
  readonly kind?: EditionKind | undefined;
  readonly role?: RoleId | undefined;
}

const editionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/editions",
  validateSearch: (search: Record<string, unknown>): EditionsAddress => {
    const kind = editionKinds.find((one) => one === search.kind);
    const role = roleIds.find((one) => one === search.role);
    return { ...(kind === undefined ? {} : { kind }), ...(role === undefined ? {} : { role }) };
  },
  component: lazyRouteComponent(() => import("../editions/editions-page.tsx"), "EditionsPage"),
});

const searchFields = ["q", "from", "to", "outlet", "language", "kind", "order"] as const;

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/search",
  validateSearch: (search: Record<string, unknown>): SearchAddress =>
    Object.fromEntries(
      searchFields.flatMap((field) => {
        const word = wordOf(search[field]);
        return word === undefined ? [] : [[field, word]];
      }),
    ),
  component: lazyRouteComponent(() => import("../search/search-page.tsx"), "SearchPage"),
});

const recordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/record/$key",
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = wordOf(search.q);
    return q === undefined ? {} : { q };
  },
  component: lazyRouteComponent(() => import("../search/record-page.tsx"), "RecordPage"),
});

const triageFilterOf = (value: unknown): TriageFilter | undefined => triageFilters.find((filter) => filter === value);

const triageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk/triage",
  validateSearch: (
    search: Record<string, unknown>,
  ): { view?: TriageFilter | undefined; story?: string | undefined; open?: boolean | undefined } => {
    const view = triageFilterOf(search.view);
    const story = wordOf(search.story);
    return {
      ...(view === undefined ? {} : { view }),
      ...(story === undefined ? {} : { story }),
      ...(search.open === true ? { open: true } : {}),
    };
  },
  component: lazyRouteComponent(() => import("../triage/triage-page.tsx"), "TriagePage"),
});

const articleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/article/$articleId",
  component: lazyRouteComponent(() => import("../article/article-page.tsx"), "ArticlePage"),
});

const draftsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk/review",
  component: lazyRouteComponent(() => import("../review/review-page.tsx"), "DraftsPage"),
});

const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk/review/$draft",
  component: lazyRouteComponent(() => import("../review/review-page.tsx"), "ReviewPage"),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string; refused?: string } =>
    Object.fromEntries(
      (["to", "refused"] as const).flatMap((field) => {
        const word = wordOf(search[field]);
        return word === undefined ? [] : [[field, word]];
      }),
    ),
  component: lazyRouteComponent(() => import("../sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Where links lead that are used once. */
const linkRoutes = (["/set-up", "/join"] as const).map((path) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyRouteComponent(() => import("../sign-in/link-page.tsx"), "LinkPage"),
  }),
);

const firstRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/first-run",
  validateSearch: (search: Record<string, unknown>): { step?: string } => {
    const step = wordOf(search.step);
    return step === undefined ? {} : { step };
  },
  component: lazyRouteComponent(() => import("../first-run/first-run-page.tsx"), "FirstRunPage"),
});

const settingsRoutes = (["/settings", "/settings/$page"] as const).map((path) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage"),
  }),
);

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    todayRoute,
    storiesRoute,
    sourcesRoute,
    editionsRoute,
    searchRoute,
    recordRoute,
    triageRoute,
    articleRoute,
    draftsRoute,
    reviewRoute,
    signInRoute,
    firstRunRoute,
    ...linkRoutes,
    ...settingsRoutes,
  ]),
  scrollRestoration: true,
  defaultHashScrollIntoView: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
