/** What waits for an answer in the protocol: the question, the card, or the guidance. */
export const nextField = (panel: ParentNode): HTMLElement | null =>
  panel.querySelector<HTMLElement>('[data-asked] input, [data-asked] button') ??
  panel.querySelector<HTMLElement>('.triage-step button, [data-panel-key="G"]');
