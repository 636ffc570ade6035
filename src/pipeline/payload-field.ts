/** A job's payload comes back from the store as anything: what it names in words, where it does. */
export const payloadField = (payload: unknown, name: string): string | undefined => {
  const value = typeof payload === "object" && payload !== null ? Reflect.get(payload, name) : undefined;
  return typeof value === "string" ? value : undefined;
};
