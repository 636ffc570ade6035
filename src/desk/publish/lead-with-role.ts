/** An edition as one role reads it: the role's own cards before the others'. Nothing else changes its place. */
import type { RoleId } from "#terms/organisation.ts";
import type { Reading, ReadingSection } from "#terms/reading.ts";

export const leadWithRole = (reading: Reading, role: RoleId | undefined): Reading => {
  if (role === undefined) return reading;
  const arrange = (section: ReadingSection): ReadingSection => {
    if (section.id !== "for_you") return section;
    const own = section.blocks.filter((block) => block.role === role);
    return { ...section, blocks: [...own, ...section.blocks.filter((block) => block.role !== role)] };
  };
  return { ...reading, sections: reading.sections.map(arrange) };
};
