/** When editions are made: a time, days, a zone; daily of what came in, or weekly of what was approved. */
import { useId } from "react";
import { audienceOf, sectors } from "#terms/audience.ts";
import type { EditionsView } from "../../api/contract.ts";
import { Fault } from "../parts/form-field.tsx";
import { SaveRow, SetMeanwhile } from "../settings/save-part.tsx";
import { useTyped } from "../settings/use-typed.ts";
import { crontabOf, dayNames, everyDay, fieldsOf, ownZone, type Plan, sayTime } from "./plan-fields.ts";
import { scheduleKey, usePlanTimes, useSetSchedule } from "./use-schedule.ts";
import "../styles/schedule.css";

const zones = (): readonly string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

const Zone = ({ zone, disabled, onChange }: { zone: string; disabled: boolean; onChange: (zone: string) => void }) => {
  const id = useId();
  return (
    <label className="field">
      Time zone
      <input
        list={id}
        value={zone}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <datalist id={id}>
        {zones().map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </label>
  );
};

const Days = ({
  days,
  disabled,
  onChange,
}: {
  days: readonly number[];
  disabled: boolean;
  onChange: (days: number[]) => void;
}) => (
  <fieldset className="days" disabled={disabled}>
    <legend>Days</legend>
    {everyDay.map((day) => (
      <label key={day} className="check">
        <input
          type="checkbox"
          checked={days.includes(day)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(everyDay.filter((each) => (each === day ? checked : days.includes(each))))
          }
        />{" "}
        {dayNames[day]}
      </label>
    ))}
  </fieldset>
);

const ownAudience = "own";

/** One sector, or everyone; an audience that a file or a verb named stays as it is until another is chosen. */
const Sector = ({ plan, onChange }: { plan: Plan; onChange: (plan: Plan) => void }) => {
  const { name, title, sectors: named = [], organisation: _, ...everyone } = plan;
  const isOwn = name !== undefined || title !== undefined || named.length > 1;
  return (
    <label className="field">
      For
      <select
        value={isOwn ? ownAudience : (named[0] ?? "")}
        onChange={({ currentTarget: { value } }) => {
          const sector = sectors.find((each) => each === value);
          if (value !== ownAudience) onChange(sector === undefined ? everyone : { ...everyone, sectors: [sector] });
        }}
      >
        <option value="">Everyone</option>
        {isOwn ? <option value={ownAudience}>{audienceOf(plan)?.title}</option> : null}
        {sectors.map((sector) => (
          <option key={sector} value={sector}>
            {audienceOf({ sectors: [sector] })?.title}
          </option>
        ))}
      </select>
    </label>
  );
};

type Times = NonNullable<ReturnType<typeof usePlanTimes>["data"]>[number];

const NextTimes = ({ times }: { times: Times }) => (
  <div className="next-times">
    <p className="meta">Next:</p>
    <ul className="plain-times">
      {times.next.map((time) => (
        <li key={time}>{sayTime(time, times.timeZone)}</li>
      ))}
    </ul>
    {times.afterChange === undefined ? null : (
      <p className="meta">After the clocks change there: {sayTime(times.afterChange, times.timeZone)}.</p>
    )}
  </div>
);

const PlanPart = ({
  plan,
  place,
  times,
  disabled,
  onChange,
}: {
  plan: Plan;
  place: number;
  times: Times | undefined;
  disabled: boolean;
  onChange: (plan: Plan | undefined) => void;
}) => {
  const fields = fieldsOf(plan.at);
  const audience = audienceOf(plan);
  return (
    <fieldset className="plan" disabled={disabled}>
      <legend>
        {plan.kind === "weekly" ? "Weekly edition" : "Daily edition"}
        {audience === undefined ? "" : ` for ${audience.title}`}
      </legend>
      <div className="plan-fields">
        <label className="field">
          Made
          <select
            value={plan.kind ?? "daily"}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...plan, kind: value === "weekly" ? "weekly" : "daily" })
            }
          >
            <option value="daily">Of what came in</option>
            <option value="weekly">Of seven days’ approved editions</option>
          </select>
        </label>
        {fields === undefined ? (
          <label className="field">
            When, as a crontab says it
            <input
              value={plan.at}
              spellCheck={false}
              autoComplete="off"
              onChange={({ currentTarget: { value } }) => onChange({ ...plan, at: value })}
            />
          </label>
        ) : (
          <label className="field">
            Time
            <input
              type="time"
              required
              value={fields.time}
              onChange={({ currentTarget: { value } }) => {
                if (value !== "") onChange({ ...plan, at: crontabOf({ ...fields, time: value }) });
              }}
            />
          </label>
        )}
        <Sector plan={plan} onChange={onChange} />
        <Zone zone={plan.timeZone} disabled={disabled} onChange={(timeZone) => onChange({ ...plan, timeZone })} />
      </div>
      {fields === undefined ? null : (
        <Days
          days={fields.days}
          disabled={disabled}
          onChange={(days) => {
            // A plan without a day would never come: the last one stays.
            if (days.length > 0) onChange({ ...plan, at: crontabOf({ ...fields, days }) });
          }}
        />
      )}
      {times === undefined ? null : <NextTimes times={times} />}
      {disabled ? null : (
        <button
          type="button"
          className="button"
          aria-label={`Take it out: plan ${place + 1}`}
          onClick={() => onChange(undefined)}
        >
          Take it out
        </button>
      )}
    </fieldset>
  );
};

const firstPlan = (): Plan => ({ at: "0 7 * * *", timeZone: ownZone(), kind: "daily" });
const weekPlan = (): Plan => ({ at: "0 9 * * 1", timeZone: ownZone(), kind: "weekly" });

export const ScheduleForm = ({
  view,
  propose = false,
  save = "Save these times",
  onSaved,
}: {
  view: EditionsView;
  /** Begin with a plan, where there is none. */
  propose?: boolean;
  save?: string;
  onSaved?: () => void;
}) => {
  const set = useSetSchedule();
  const typed = useTyped<EditionsView, readonly Plan[]>({
    view,
    viewKey: scheduleKey,
    set,
    whatOf: ({ plans, origin }) => (plans.length === 0 && propose && origin === "default" ? [firstPlan()] : plans),
    onSaved,
  });
  const { what: plans, isLocked, isTouched, theirs } = typed;
  const change = (next: readonly Plan[]): void => typed.change(() => next);
  const times = usePlanTimes(plans);
  const told = times.error === null && times.data?.length === plans.length ? times.data : [];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key saves from any field of the form
    <div className="stack schedule" onKeyDown={typed.onKey}>
      {plans.length === 0 ? <p>No edition is made by itself. It is made when somebody asks for it.</p> : null}
      {plans.map((plan, place) => (
        <PlanPart
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan has no name; its place is what tells it
          key={place}
          plan={plan}
          place={place}
          times={told[place]}
          disabled={isLocked}
          onChange={(changed) => change(plans.flatMap((each, at) => (at === place ? (changed ?? []) : each)))}
        />
      ))}
      {times.error !== null && plans.length > 0 ? <p className="fault">{times.error.message}</p> : null}
      {isLocked ? null : (
        <p className="row">
          <button type="button" className="button" onClick={() => change([...plans, firstPlan()])}>
            Add a daily edition
          </button>
          <button type="button" className="button" onClick={() => change([...plans, weekPlan()])}>
            Add a weekly edition
          </button>
        </p>
      )}
      {theirs === undefined ? <Fault error={set.error} /> : null}
      {theirs === undefined ? null : (
        <SetMeanwhile onTheirs={typed.takeTheirs} onMine={typed.saveOver}>
          <p>
            <b>{theirs.by ?? "Somebody"} saved other times meanwhile:</b>{" "}
            {theirs.plans.length === 0
              ? "no edition by itself"
              : theirs.plans.map(({ at, timeZone }) => `${at} ${timeZone}`).join("; ")}
            . Yours are kept here until you choose.
          </p>
        </SetMeanwhile>
      )}
      {isLocked ? null : (
        <SaveRow
          save={save}
          isPending={set.isPending}
          saved={set.isSuccess && !isTouched ? "Saved, and planned." : ""}
          onSave={typed.save}
        />
      )}
    </div>
  );
};
