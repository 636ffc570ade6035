/** ` for Energy` beside an edition that is not for everyone. */
import { mainAudience } from "#terms/audience.ts";
import { useAudiences } from "../app/load.ts";
import { Words } from "./foreign-text.tsx";

interface Props {
  readonly name: string;
  /** Where it is known already; else that of the editions on record. */
  readonly title?: string;
}

export const AudienceWord = ({ name, title: known }: Props) => {
  const { data } = useAudiences();
  if (name === mainAudience) return null;
  const title = known ?? data?.audiences.find((audience) => audience.name === name)?.title ?? name;
  return (
    <b>
      {" "}
      for <Words text={title} />
    </b>
  );
};
