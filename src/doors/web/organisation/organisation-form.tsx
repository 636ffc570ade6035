/**
 * The form of the profile. What is typed is kept in this tab until it is saved; what it changes is told beside it. When
 * somebody else saved meanwhile, their profile is shown beside the words that were typed.
 */
import { useEffect, useState } from "react";
import type { Organisation } from "#terms/organisation.ts";
import type { OrganisationView, ProfileText, SettingFault } from "../../api/contract.ts";
import { AskError } from "../app/ask.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field } from "../parts/form-field.tsx";
import { SaveRow, SetMeanwhile } from "../settings/save-part.tsx";
import { useTyped } from "../settings/use-typed.ts";
import { countWords } from "../today/reading-index.ts";
import { EffectPanel } from "./effect-panel.tsx";
import { Countries, NameLines, Ticks } from "./list-fields.tsx";
import { ProductsPart } from "./products-part.tsx";
import { dropDraft, emptyProfile, keepDraft, readDraft } from "./profile-draft.ts";
import { profileKey, useChoices, useSetOrganisation } from "./use-organisation.ts";
import "../styles/organisation.css";

const sectorWord = (sector: string): string => {
  const words = sector.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

const faultsIn = (error: Error | null): readonly SettingFault[] => {
  const problem = error instanceof AskError ? error.problem : {};
  return "faults" in problem && Array.isArray(problem.faults) ? problem.faults : [];
};

const lineOf = (profile: Organisation | undefined): string =>
  profile === undefined
    ? "no profile"
    : [
        profile.name,
        countWords(profile.sectors.length, "sector"),
        countWords(profile.countries.length, "country", "countries"),
        countWords(profile.products.length, "product"),
      ].join(", ");

/** Fields that a file spoke of; a product of the same name and version is replaced by the file's. */
const withFields = (profile: Organisation, { products = [], ...fields }: ProfileText["fields"]): Organisation => {
  const keyOf = ({ name, version = "" }: Organisation["products"][number]): string =>
    `${name.toLowerCase()}\n${version.toLowerCase()}`;
  const given = new Map(products.map((product) => [keyOf(product), product]));
  const kept = profile.products.filter((product) => !given.has(keyOf(product)));
  // What the file does not name is absent, never undefined.
  return { ...profile, ...(fields as Partial<Organisation>), products: [...kept, ...given.values()] };
};

export const OrganisationForm = ({
  view,
  save = "Save the profile",
  onSaved,
}: {
  view: OrganisationView;
  save?: string;
  onSaved?: () => void;
}) => {
  const [begun] = useState(() => (view.origin === "file" ? undefined : readDraft()));
  const { data: choices } = useChoices();
  const set = useSetOrganisation();
  const typed = useTyped<OrganisationView, Organisation>({
    view,
    viewKey: profileKey,
    set,
    whatOf: ({ organisation = emptyProfile }) => organisation,
    begun: begun === undefined ? undefined : { version: begun.version, what: begun.profile },
    refusalStays: true,
    onSaved,
  });
  const { what: profile, version, isLocked, isTouched, theirs } = typed;
  const faults = faultsIn(set.error);
  const change = (part: Partial<Organisation>): void => typed.change((before) => ({ ...before, ...part }));
  useEffect(() => {
    if (isLocked) return;
    if (isTouched) keepDraft({ version, profile });
    else dropDraft();
  }, [isLocked, isTouched, version, profile]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key saves from any field of the form
    <div className="profile" onKeyDown={typed.onKey}>
      <div className="stack">
        {begun === undefined || !isTouched ? null : (
          <p className="meta">
            Words that were typed here and not saved yet.{" "}
            <button type="button" className="quiet linked" onClick={typed.letGo}>
              Drop them
            </button>
          </p>
        )}
        <Field
          label="Name"
          value={profile.name}
          maxLength={200}
          disabled={isLocked}
          autoComplete="organization"
          onChange={({ currentTarget: { value } }) => change({ name: value })}
        />
        <Ticks
          legend="Sectors"
          help="A story counts when it names yours among those hit."
          all={choices?.sectors ?? profile.sectors}
          chosen={profile.sectors}
          wordOf={sectorWord}
          disabled={isLocked}
          onChange={(sectors) => change({ sectors })}
        />
        <Countries
          countries={choices?.countries ?? []}
          chosen={profile.countries}
          disabled={isLocked}
          onChange={(countries) => change({ countries })}
        />
        <ProductsPart
          products={profile.products}
          disabled={isLocked}
          onChange={(products) => change({ products })}
          // A file is read for a while: what was typed by then stays.
          onFields={(fields) => typed.change((before) => withFields(before, fields))}
        />
        <NameLines
          label="Suppliers"
          help="Who you depend on, a line each: a story about one of them is yours."
          names={profile.suppliers}
          disabled={isLocked}
          onChange={(suppliers) => change({ suppliers })}
        />
        <NameLines
          label="Products that you do not run"
          help="A line each: a story about one of these weighs less."
          names={profile.absentProducts}
          disabled={isLocked}
          onChange={(absentProducts) => change({ absentProducts })}
        />
        <Ticks
          legend="Roles that are briefed"
          all={choices?.roles.map(({ id }) => id) ?? profile.roles}
          chosen={profile.roles}
          wordOf={(role) => choices?.roles.find(({ id }) => id === role)?.name ?? role}
          disabled={isLocked}
          onChange={(roles) => change({ roles })}
        />
        {theirs === undefined ? <Fault error={set.error} /> : null}
        {faults.length > 1 ? (
          <ol className="faults">
            {faults.map(({ path, expected, found }) => (
              <li key={`${path} ${found}`}>
                {path}: expected {expected} but found <Words text={found} />.
              </li>
            ))}
          </ol>
        ) : null}
        {theirs === undefined ? null : (
          <SetMeanwhile onTheirs={typed.takeTheirs} onMine={typed.saveOver}>
            <p>
              <b>{theirs.by ?? "Somebody"} saved another profile meanwhile.</b> Yours is kept here until you choose.
            </p>
            <dl className="facts">
              <dt>Theirs</dt>
              <dd>
                <Words text={lineOf(theirs.organisation)} />
              </dd>
              <dt>Yours</dt>
              <dd>
                <Words text={lineOf(profile)} />
              </dd>
            </dl>
          </SetMeanwhile>
        )}
        {isLocked ? null : (
          <SaveRow
            save={save}
            isPending={set.isPending}
            saved={set.isSuccess && !isTouched ? "Saved. The next edition is made with it." : ""}
            onSave={typed.save}
          />
        )}
      </div>
      <EffectPanel profile={profile} />
    </div>
  );
};
