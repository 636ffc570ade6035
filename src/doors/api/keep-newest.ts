/** The newest used stay, so many of them; what is dropped is made again when asked for. */
export const keepNewest = <K, V>(kept: Map<K, V>, key: K, value: V, most: number): V => {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return value;
};
