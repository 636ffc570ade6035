/** Corroborate: articles about one happening become one story; duplicates folded, origins counted, off-topic set aside. */
export { buildStories, type Corroborated } from "./build-stories.ts";
export { findContradictions } from "./contradictions/find-contradictions.ts";
export { type Duplicate, type Folded, foldDuplicates } from "./fold/fold-duplicates.ts";
export { type GroupOptions, groupStories, type StoryGroup } from "./group/group-stories.ts";
export { type Relation, relateArticles } from "./group/relate-articles.ts";
export { findOrigins } from "./origins/find-origins.ts";
export { findOffTopic, type OffTopic } from "./set-aside/find-off-topic.ts";
