/** Writes to the API of this host. A refusal becomes an error that says what the desk said. */
import type { Problem } from "../../api/contract.ts";
import { AskError } from "./load.ts";

const fill = (path: string, id: string | undefined): string =>
  id === undefined ? path : path.replace(":id", encodeURIComponent(id));

export interface WriteRoute {
  readonly method: "post" | "patch" | "delete" | "put";
  readonly path: string;
}

export const send = async <T>(
  { method, path }: WriteRoute,
  { id, body }: { readonly id?: string; readonly body?: object } = {},
): Promise<T> => {
  const answer = await fetch(fill(path, id), {
    method: method.toUpperCase(),
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new AskError(0, "The desk did not answer. It may have been stopped. What you typed is still here.");
  });
  if (answer.ok) return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new AskError(answer.status, problem.detail ?? `The desk answered with status ${answer.status}.`);
};
