/** Webhooks and chats: who gets a notice of what was approved. */
import type { HooksView } from "../../api/contract.ts";
import { Fault } from "../parts/form-field.tsx";
import { NotRead } from "../parts/not-read.tsx";
import { OriginLine } from "../settings/origin-line.tsx";
import { SaveRow, SetMeanwhile } from "../settings/save-part.tsx";
import { useTyped } from "../settings/use-typed.ts";
import { VersionsPart } from "../settings/versions-part.tsx";
import { emptyHook, HookFields } from "./hook-fields.tsx";
import { hooksViewKey, type TypedHook, useHooks, useHookVersions, useRestoreHooks, useSetHooks } from "./use-hooks.ts";

const typedOf = ({ hooks }: HooksView): readonly TypedHook[] =>
  hooks.map(({ place, addressSetAt, secretSetAt, ...hook }) => ({
    ...hook,
    address: "",
    secret: "",
    saved: {
      place,
      ...(addressSetAt === undefined ? {} : { addressSetAt }),
      ...(secretSetAt === undefined ? {} : { secretSetAt }),
    },
  }));

/** A hook by its name, not by its place in the list. */
const named = (error: Error | null, hooks: readonly TypedHook[]): Error | null => {
  const [begin = "", place, field] = /^hooks\.(\d+)\.(\w+): /.exec(error?.message ?? "") ?? [];
  const hook = hooks[Number(place)];
  return error === null || hook === undefined
    ? error
    : new Error(`${hook.name}, ${field}: ${error.message.slice(begin.length)}`);
};

/** What cannot be set here, and why. */
const OwnHosts = ({ allowHosts }: Pick<HooksView, "allowHosts">) => (
  <p className="meta">
    An address must be public, with https. A host of your own network is opened by the operator alone, as{" "}
    <code>host:port</code> under <code>allowHosts</code> in the delivery file: whoever signs in here cannot make the
    desk ask what lies behind your firewall.
    {allowHosts.length === 0 ? " None is opened." : ` Opened: ${allowHosts.join(", ")}.`}
  </p>
);

const HooksForm = ({ view }: { view: HooksView }) => {
  const set = useSetHooks();
  const typed = useTyped<HooksView, readonly TypedHook[]>({ view, viewKey: hooksViewKey, set, whatOf: typedOf });
  const { what: hooks, isLocked, isTouched, theirs } = typed;
  const change = (next: readonly TypedHook[]): void => typed.change(() => next);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key saves from any field of the form
    <div className="stack schedule" onKeyDown={typed.onKey}>
      <OwnHosts allowHosts={view.allowHosts} />
      {hooks.map((hook, place) => (
        <HookFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a hook may be renamed while it is typed; its place is what tells it
          key={place}
          hook={hook}
          disabled={isLocked}
          isChanged={isTouched}
          onChange={(changed) => change(hooks.flatMap((each, at) => (at === place ? (changed ?? []) : each)))}
        />
      ))}
      {isLocked ? null : (
        <p className="row">
          <button type="button" className="button" onClick={() => change([...hooks, emptyHook(hooks.length)])}>
            Add a webhook or chat
          </button>
        </p>
      )}
      {theirs === undefined ? <Fault error={named(set.error, hooks)} /> : null}
      {theirs === undefined ? null : (
        <SetMeanwhile onTheirs={typed.takeTheirs} onMine={typed.saveOver}>
          <p>
            <b>{theirs.by ?? "Somebody"} saved other webhooks or chats meanwhile</b>:{" "}
            {theirs.hooks.map(({ name }) => name).join(", ") || "none"}. Yours are kept here until you choose.
          </p>
        </SetMeanwhile>
      )}
      {isLocked || (hooks.length === 0 && !isTouched) ? null : (
        <SaveRow
          save="Save webhooks and chats"
          isPending={set.isPending}
          saved={set.isSuccess && !isTouched ? "Saved. The next notice goes to them." : ""}
          onSave={typed.save}
        />
      )}
    </div>
  );
};

export const HooksPart = () => {
  const { data: view, error, refetch } = useHooks();
  const versions = useHookVersions();
  const restore = useRestoreHooks();
  return (
    <section className="setting" aria-labelledby="hooks-title">
      <h2 className="list-head" id="hooks-title">
        Webhooks and chats
      </h2>
      {error && view === undefined ? <NotRead what="Webhooks and chats" error={error} onAgain={refetch} /> : null}
      {view === undefined ? null : (
        <>
          <OriginLine view={view} byDefault="None: no notice leaves the desk." />
          <HooksForm view={view} />
          <details className="make">
            <summary>Earlier versions of webhooks and chats</summary>
            <VersionsPart view={view} versions={versions} restore={restore} />
          </details>
        </>
      )}
    </section>
  );
};
