/** What goes on with the hands of a recognised arrest: they come before every question. */
export const guidanceField = (panel: ParentNode): HTMLElement | null =>
  panel.querySelector<HTMLElement>('[data-urgent] .triage-step button, [data-urgent] [data-panel-key="G"]');

/**
 * What waits for an answer in the protocol: the field of a question, the question itself where buttons answer it, or
 * the guidance. No answer is waiting under a second Enter for a question that nobody has asked yet.
 */
export const nextField = (panel: ParentNode): HTMLElement | null =>
  panel.querySelector<HTMLElement>('[data-asked] .triage-answers input') ??
  panel.querySelector<HTMLElement>('[data-asked]') ??
  panel.querySelector<HTMLElement>('.triage-step button, [data-panel-key="G"]');
