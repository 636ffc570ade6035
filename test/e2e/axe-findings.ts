/** What the automated accessibility check finds on a page: WCAG 2.2 A and AA, and axe's best practice. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const findings = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  // Only the violations are asked for, and in the page itself: a second page to put frames together is for pages that have
  // frames, and the desk has none. Both cost most of the time, which is the reason.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (rules === undefined ? builder.withTags(tags) : builder.withRules([...rules])).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n")[1]?.trim()})`,
    ),
  );
};
