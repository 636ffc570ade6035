/** A part of a screen that could not be read: what it was, why, and asking again. */

export const NotRead = ({ what, error, onAgain }: { what: string; error: Error; onAgain: () => unknown }) => (
  <p role="alert">
    {what} could not be read: {error.message}{" "}
    <button type="button" className="button" onClick={() => void onAgain()}>
      Try again
    </button>
  </p>
);
