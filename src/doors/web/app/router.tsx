/** The screens and their addresses. Today comes with the entry; the others load when opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { TodayPage } from "../today/today-page.tsx";
import { NotFound, Shell } from "./shell.tsx";

/** Every screen shows the edition that its address names, and its links lead to screens of that same edition. */
const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): { edition?: string | undefined } =>
    typeof search.edition === "string" && search.edition !== "latest" ? { edition: search.edition } : {},
  search: { middlewares: [retainSearchParams(["edition"])] },
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

const editionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/editions",
  component: lazyRouteComponent(() => import("../editions/editions-page.tsx"), "EditionsPage"),
});

const articleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/article/$articleId",
  component: lazyRouteComponent(() => import("../article/article-page.tsx"), "ArticlePage"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([todayRoute, storiesRoute, sourcesRoute, editionsRoute, articleRoute]),
  scrollRestoration: true,
  defaultHashScrollIntoView: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
