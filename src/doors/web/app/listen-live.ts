/**
 * Keeps what is on the screen true: each change that the desk tells makes the queries of its topic be asked again.
 *
 * The text that a person reads is not one of them: it never moves by itself. A page that nobody looks at listens to
 * nothing; when it is looked at again, everything is asked again. Where no stream can be had, it asks every minute.
 */
import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "../../api/contract.ts";

const path = "/api/v1/live";
const pollMs = 60_000;

/** First words of the query keys that a topic makes stale. */
const keysOf: Readonly<Record<LiveEvent["topic"], readonly string[]>> = {
  edition: ["editions", "drafts", "delivery"],
  draft: ["drafts", "triage", "first-run"],
  making: ["making"],
  story: ["triage"],
  source: ["sources", "coverage", "tasks", "first-run"],
  delivery: ["delivery"],
  person: ["people"],
  setting: ["settings", "first-run"],
  audit: ["audit"],
  all: [
    "editions",
    "drafts",
    "making",
    "settings",
    "first-run",
    "triage",
    "sources",
    "coverage",
    "tasks",
    "delivery",
    "people",
    "audit",
  ],
};

const parse = (text: string): LiveEvent["topic"] | undefined => {
  try {
    const { topic } = JSON.parse(text) as Partial<LiveEvent>;
    return topic !== undefined && Object.hasOwn(keysOf, topic) ? topic : undefined;
  } catch {
    return undefined;
  }
};

const askAgain = (queries: QueryClient, topic: LiveEvent["topic"]): void => {
  for (const key of keysOf[topic]) void queries.invalidateQueries({ queryKey: [key] });
};

/** @returns how to stop */
export const listenFor = (queries: QueryClient): (() => void) => {
  let source: EventSource | undefined;
  let polling: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    source?.close();
    source = undefined;
    clearInterval(polling);
    polling = undefined;
  };
  const poll = (): void => {
    polling ??= setInterval(() => {
      askAgain(queries, "all");
      start();
    }, pollMs);
  };
  const start = (): void => {
    if (typeof EventSource === "undefined") {
      poll();
      return;
    }
    source?.close();
    source = new EventSource(path);
    source.addEventListener("open", () => {
      clearInterval(polling);
      polling = undefined;
    });
    source.addEventListener("change", ({ data }) => {
      const topic = parse(String(data));
      if (topic !== undefined) askAgain(queries, topic);
    });
    // The browser comes back by itself, unless the desk refused it.
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) poll();
    });
  };
  const look = (): void => {
    if (document.visibilityState === "hidden") {
      stop();
      return;
    }
    askAgain(queries, "all");
    start();
  };
  if (document.visibilityState !== "hidden") start();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    stop();
  };
};
