/** Settings that the command line reads and sets. A source is set by `watchfloor sources`. */
export const settingVerbs = ["organisation", "editions", "delivery", "hooks"] as const;
export type SettingVerb = (typeof settingVerbs)[number];
