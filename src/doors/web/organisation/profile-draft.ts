/** A profile as it is being typed: kept in this tab until it is saved, through reload and a cut network. */
import type { Organisation } from "#terms/organisation.ts";

export interface ProfileDraft {
  /** What it is based on. */
  readonly version: number;
  readonly profile: Organisation;
}

const key = "watchfloor.setting.organisation";

export const emptyProfile: Organisation = {
  name: "",
  sectors: [],
  countries: [],
  products: [],
  absentProducts: [],
  suppliers: [],
  roles: ["ciso", "soc_lead", "analyst", "fraud_risk", "identity", "security_operations"],
};

const isProfile = (value: unknown): value is Organisation =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(emptyProfile).every(([field, empty]) => {
    const found: unknown = Reflect.get(value, field);
    return Array.isArray(empty) ? Array.isArray(found) : typeof found === typeof empty;
  });

export const readDraft = (): ProfileDraft | undefined => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof value !== "object" || value === null || !("version" in value) || !("profile" in value)) return undefined;
    return isProfile(value.profile) && typeof value.version === "number"
      ? { version: value.version, profile: value.profile }
      : undefined;
  } catch {
    return undefined;
  }
};

export const keepDraft = (draft: ProfileDraft): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Switched off, or a profile larger than a tab may keep: it lives in the form alone.
  }
};

export const dropDraft = (): void => {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
};

/** A profile was saved: what is kept is dropped, unless it was typed since; then it is based on what was saved. */
export const settleDraft = ({ version, profile }: ProfileDraft): void => {
  const kept = readDraft();
  if (kept === undefined) return;
  if (JSON.stringify(kept.profile) === JSON.stringify(profile)) dropDraft();
  else keepDraft({ version, profile: kept.profile });
};
