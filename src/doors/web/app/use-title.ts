/** Title of the window: object, screen, product. */
import { useEffect } from "react";

export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    document.title = title === undefined ? "Watchfloor" : `${title} · Watchfloor`;
  }, [title]);
};
