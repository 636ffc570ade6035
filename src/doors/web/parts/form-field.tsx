/** A field with its label, a line of help, and a fault that is read out with it. */
import { type InputHTMLAttributes, useId } from "react";

export const Field = ({
  label,
  help,
  ...input
}: { label: string; help?: string } & InputHTMLAttributes<HTMLInputElement>) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} aria-describedby={help === undefined ? undefined : `${id}-help`} />
      {help === undefined ? null : (
        <span className="meta" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
};

/** Why it was refused; nothing when it was not. */
export const Fault = ({ error }: { error: Error | null }) =>
  error === null ? null : (
    <p className="fault" role="alert">
      {error.message}
    </p>
  );

/** Text of a field of a form that is being sent. */
export const textOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
};
