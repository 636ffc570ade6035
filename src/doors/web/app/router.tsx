/** The screens and their addresses. Today comes with the entry; the others load when opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { TodayPage } from "../today/today-page.tsx";
import { NotFound, Shell } from "./shell.tsx";

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

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

const articleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/article/$articleId",
  component: lazyRouteComponent(() => import("../article/article-page.tsx"), "ArticlePage"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([todayRoute, storiesRoute, sourcesRoute, articleRoute]),
  scrollRestoration: true,
  defaultHashScrollIntoView: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
