import type { TriageView } from '../api/generated/types.gen.js';
import type { CallDraft } from './call-draft.js';

/**
 * What was found stands in the form as it will in the incident: its type, and the more urgent of two priorities. One
 * that a person set in the triage counts as it is, once: what is chosen in the form after it stays.
 */
export function withTriage(draft: CallDraft, before: TriageView | null, view: TriageView): CallDraft {
  const { id, type, priority } = view;
  const set = view.danger?.overridden === true && view.overrides.length > (before?.overrides.length ?? 0);
  const graver = priority !== null && (draft.priority === null || priority < draft.priority);
  return {
    ...draft,
    triageId: id,
    type: type !== null && type !== before?.type ? type : draft.type,
    priority: set || graver ? priority : draft.priority,
  };
}
