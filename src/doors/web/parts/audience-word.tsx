/** ` for Energy` beside an edition that is not for everyone. */
import { mainAudience } from "#terms/audience.ts";
import { useAudiences } from "../app/load.ts";
import { Words } from "./foreign-text.tsx";

export const AudienceWord = ({ name }: { name: string }) => {
  const { data } = useAudiences();
  if (name === mainAudience) return null;
  const title = data?.audiences.find((audience) => audience.name === name)?.title ?? name;
  return (
    <b>
      {" "}
      for <Words text={title} />
    </b>
  );
};
