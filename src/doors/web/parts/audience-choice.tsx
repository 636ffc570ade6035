/** Whose editions are shown; nothing where the desk has one audience. */
import { useNavigate } from "@tanstack/react-router";
import { useAudienceKey, useAudiences } from "../app/load.ts";

interface Props {
  readonly label: string;
  /** What stands for no choice; without it the first audience does. */
  readonly all?: string;
}

export const AudienceChoice = ({ label, all }: Props) => {
  const chosen = useAudienceKey();
  const { data } = useAudiences();
  const navigate = useNavigate();
  const audiences = data?.audiences ?? [];
  if (audiences.length < 2 && (chosen === undefined || audiences.some(({ name }) => name === chosen))) return null;
  const isKnown = chosen === undefined || audiences.some(({ name }) => name === chosen);
  const choose = (name: string): void =>
    void navigate({
      to: ".",
      search: (before) => ({ ...before, edition: undefined, audience: name === "" ? undefined : name }),
      replace: true,
      resetScroll: false,
    });
  return (
    <label className="field audience-choice">
      <span>{label}</span>
      <select
        value={chosen ?? (all === undefined ? audiences[0]?.name : "")}
        onChange={(event) => choose(event.target.value)}
      >
        {all === undefined ? null : <option value="">{all}</option>}
        {isKnown ? null : <option value={chosen}>{chosen}</option>}
        {audiences.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
};
