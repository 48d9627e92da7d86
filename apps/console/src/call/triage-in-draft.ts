import type { SceneRequest, TriageView } from '../api/generated/types.gen.js';
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

/**
 * What the incident will be treated as when the call is saved, by the rule of its opening: the type of the triage, the
 * more urgent of both priorities, and the determinant where it is the triage that gives this priority.
 */
export function treatedAs(
  { type, priority }: Pick<CallDraft, 'type' | 'priority'>,
  found: Pick<TriageView, 'type' | 'priority' | 'determinant'> | null,
): Required<Pick<SceneRequest, 'type' | 'priority' | 'determinant'>> {
  const graver =
    priority === null || (found?.priority != null && found.priority < priority)
      ? (found?.priority ?? null)
      : priority;
  return {
    type: found?.type ?? type,
    priority: graver,
    determinant: found?.priority === graver ? found.determinant : null,
  };
}
