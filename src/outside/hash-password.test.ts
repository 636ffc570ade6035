import { expect, test } from "vitest";
import { createHasher, TooBusy } from "./hash-password.ts";

const cheap = { memoryKib: 64, passes: 1, lanes: 1 };

test("the right password opens, another does not, and two hashes of one differ", async () => {
  const hasher = createHasher({ cost: cheap });
  const [one, two] = [await hasher.hash("correct horse"), await hasher.hash("correct horse")];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  expect(await hasher.verify("correct horse", one)).toBe(true);
  expect(await hasher.verify("correct horsf", one)).toBe(false);
});

test("the default cost is that of the OWASP cheat sheet", async () => {
  expect(await createHasher().hash("x")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("a password typed with composed or decomposed letters is one", async () => {
  const hasher = createHasher({ cost: cheap });
  expect(await hasher.verify("cafe\u0301 ﬁne", await hasher.hash("café fine"))).toBe(true);
});

test.each([
  ["nobody's hash", undefined],
  ["a hash that is none", "$argon2id$v=19$m=9999999,t=99,p=99$x$y"],
  ["an empty hash", ""],
])("%s costs one hash and is never right", async (_, kept) => {
  const hasher = createHasher({ cost: cheap });
  expect(await hasher.verify("anything", kept)).toBe(false);
  expect(hasher.computed()).toBe(1);
});

test("a hash of another cost still opens, and is stale", async () => {
  const kept = await createHasher({ cost: cheap }).hash("correct horse");
  const dearer = createHasher({ cost: { ...cheap, passes: 2 } });
  expect(await dearer.verify("correct horse", kept)).toBe(true);
  expect(dearer.isStale(kept)).toBe(true);
  expect(dearer.isStale(await dearer.hash("correct horse"))).toBe(false);
});

test("a crowd is told that the desk is busy, and the desk computes no more than it can", async () => {
  const hasher = createHasher({ cost: cheap, atOnce: 1, waiting: 2 });
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => hasher.verify("x", undefined)));
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused).toHaveLength(7);
  expect(refused.every((answer) => answer.status === "rejected" && answer.reason instanceof TooBusy)).toBe(true);
  expect(hasher.computed()).toBe(3);
  expect(await hasher.verify("x", undefined)).toBe(false);
});
