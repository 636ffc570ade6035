/** What stands below a page as it was read: its address, and what was hidden in it. */
import { showInvisible } from "#kit/text/show-invisible.ts";
import { Foreign, webAddress } from "./foreign-text.tsx";

/** A row of a list of facts. An address leads there when it is a plain web address, and is text otherwise. */
export const AddressRow = ({ url }: { url: string }) => {
  const address = webAddress(url);
  return (
    <div>
      <dt>Address</dt>
      <dd className="mono">
        {address === undefined ? (
          showInvisible(url)
        ) : (
          <a href={address} rel="noopener noreferrer" target="_blank">
            {showInvisible(url)}
          </a>
        )}
      </dd>
    </div>
  );
};

export const HiddenText = ({ title, texts }: { title: string; texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <section className="hidden-text" aria-labelledby="hidden-title">
      <h2 id="hidden-title">{title}</h2>
      {[...new Set(texts)].map((text) => (
        <p key={text}>
          <Foreign text={text} />
        </p>
      ))}
    </section>
  );
