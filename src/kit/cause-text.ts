/** The words of whatever was thrown. */
export const causeText = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
