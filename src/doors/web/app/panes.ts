/** F6 goes from pane to pane in reading order; after the last one the browser takes over. */
const order = ["text", "list", "story", "passages", "rail"].map((pane) => `[data-pane=${pane}]`);

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;

export const goToNextPane = (event: KeyboardEvent): void => {
  const panes = order
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((pane) => pane !== null && isShown(pane));
  const at = panes.findIndex((pane) => pane?.contains(document.activeElement));
  const next = panes[at + 1];
  if (!next) return;
  event.preventDefault();
  const roving = next.querySelector<HTMLElement>("button[tabindex='0'].marker, [role=option][tabindex='0']");
  (roving ?? next).focus();
};
