/** A field with its label, a line of help, and a fault that is read out with it. */
import { type InputHTMLAttributes, useId } from "react";
import { AskError, signInAddress } from "../app/ask.ts";

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

/** Signed out meanwhile, in another tab or by somebody else; at the sign-in itself it means something else. */
const isSignedOut = (error: Error): boolean =>
  error instanceof AskError && error.status === 401 && window.location.pathname !== "/sign-in";

/** Why it was refused; nothing when it was not. */
export const Fault = ({ error }: { error: Error | null }) =>
  error === null ? null : (
    <p className="fault" role="alert">
      {error.message} {isSignedOut(error) ? <a href={signInAddress()}>To the sign-in, and back here</a> : null}
    </p>
  );

/** Text of a field of a form that is being sent. */
export const textOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
};
