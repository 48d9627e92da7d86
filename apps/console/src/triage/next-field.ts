/** What goes on with the hands of a recognised arrest: they come before every question. */
export const guidanceField = (panel: ParentNode): HTMLElement | null =>
  panel.querySelector<HTMLElement>('[data-urgent] .triage-step button, [data-urgent] [data-panel-key="G"]');

/** What waits for an answer in the protocol: the question, the card, or the guidance. */
export const nextField = (panel: ParentNode): HTMLElement | null =>
  panel.querySelector<HTMLElement>('[data-asked] input, [data-asked] button') ??
  panel.querySelector<HTMLElement>('.triage-step button, [data-panel-key="G"]');
