/**
 * Who acts on the desk, and what each may do. Roles are added up: a person may be analyst and administrator.
 *
 * An administrator runs the desk and approves nothing by that: whoever answers for the words is a reviewer.
 */
import { type Tlp, tlpLabels } from "./tlp.ts";

export const roles = ["reader", "analyst", "reviewer", "administrator"] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  "edition.read", // approved editions, their passages and files
  "record.search",
  "draft.read", // editions that nobody has approved yet
  "story.triage",
  "draft.write",
  "edition.approve",
  "gate.override",
  "edition.correct",
  "source.read",
  "source.manage",
  "setting.manage", // the organisation's profile, when editions are due
  "delivery.manage", // who receives what, by which way
  "person.manage",
  "audit.read",
  "metrics.read",
  "self.manage", // one's own password, second factor, passkeys, sessions and tokens
] as const;
export type Permission = (typeof permissions)[number];

const reading = ["edition.read", "record.search", "self.manage"] as const;
const analysing = [...reading, "draft.read", "story.triage", "draft.write", "source.read", "setting.manage"] as const;

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  reader: reading,
  analyst: analysing,
  reviewer: [...analysing, "edition.approve", "gate.override", "edition.correct"],
  administrator: [
    ...reading,
    "source.read",
    "source.manage",
    "setting.manage",
    "delivery.manage",
    "person.manage",
    "audit.read",
    "metrics.read",
  ],
};

export const personStates = ["active", "suspended", "removed"] as const;
export type PersonState = (typeof personStates)[number];

/** Who did a thing, with the name as it was then; written with each decision. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** Somebody who may sign in, or once could. */
export interface Person extends Actor {
  /** As typed, folded; empty once removed. */
  readonly login: string;
  readonly roles: readonly Role[];
  readonly ceiling: Tlp;
  readonly state: PersonState;
  readonly createdAt: string;
}

/** What a token may be given: it never changes who may do what, nor how anyone signs in. */
export const tokenScopes: readonly Permission[] = permissions.filter(
  (permission) => permission !== "self.manage" && permission !== "person.manage",
);

/** Who asks: a person by session or token, or whoever reaches a desk that lets everyone read. */
export interface Principal {
  /** Id of the person; `open` when nobody is known. */
  readonly id: string;
  readonly name: string;
  readonly may: ReadonlySet<Permission>;
  /** The highest label that may be shown to them; above it nothing exists for them. */
  readonly ceiling: Tlp;
  readonly via: "open" | "session" | "token";
}

/** What these roles allow together, kept to `scopes` when a token names fewer. */
export const permissionsFor = (
  held: readonly Role[],
  scopes: readonly Permission[] = permissions,
): ReadonlySet<Permission> =>
  new Set(held.flatMap((role) => permissionsOf[role]).filter((permission) => scopes.includes(permission)));

/** Who reads: what lies above the ceiling does not exist for them. */
export type Viewer = Pick<Principal, "may" | "ceiling">;

/** The desk itself at its work, and the command line: whoever runs it holds the store. */
export const deskViewer: Viewer = { may: new Set(permissions), ceiling: "TLP:RED" };

/** Sees what was approved, up to every label, and nothing else. */
export const readerViewer: Viewer = { may: permissionsFor(["reader"]), ceiling: "TLP:RED" };

export const isWithin = (label: string, ceiling: Tlp): boolean => {
  const at = (tlpLabels as readonly string[]).indexOf(label);
  // A label that nobody knows is shown to nobody below the highest.
  return (at < 0 ? tlpLabels.length - 1 : at) <= tlpLabels.indexOf(ceiling);
};

/** A desk on which no person has been set up: whoever reaches this machine reads it, drafts too, and changes nothing. */
export const openPrincipal: Principal = {
  id: "open",
  name: "anyone on this machine",
  may: new Set<Permission>(["edition.read", "record.search", "draft.read", "source.read", "metrics.read"]),
  ceiling: "TLP:RED",
  via: "open",
};
