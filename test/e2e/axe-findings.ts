/** What the automated accessibility check finds on a page: WCAG 2.2 A and AA, and axe's best practice. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const findings = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules === undefined ? builder.withTags(tags) : builder.withRules([...rules])).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n")[1]?.trim()})`,
    ),
  );
};
