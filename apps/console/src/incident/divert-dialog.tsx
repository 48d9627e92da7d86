import { useState, type ReactNode } from 'react';
import type { BoardAssignment } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { settled } from '../live/arrangement.js';
import type { Board } from '../live/board.js';
import { Dialog } from '../look/dialog.js';
import { DialogButtons } from '../look/dialog-buttons.js';
import { Refusal } from '../look/refusal.js';

/** Sends a team that is under way to something more urgent. */
export function DivertDialog({
  assignment,
  callSign,
  board,
  to,
  onDone,
}: {
  assignment: BoardAssignment;
  callSign: string;
  board: Board;
  /** Where to, where that is settled already. */
  to?: string;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const others = settled(board.incidents.values())
    .rows.filter(({ id }) => (to === undefined ? id !== assignment.incidentId : id === to))
    .flatMap(({ id }) => board.incidents.get(id) ?? []);
  const [incidentId, setIncidentId] = useState(others[0]?.id ?? '');
  const [key] = useState(newKey);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const divert = async (override: boolean): Promise<void> => {
    const answer = await desk.api.divert(
      assignment.id,
      { incidentId, reason: 'more_urgent', ...(override && { override }) },
      override ? newKey() : key,
    );
    if (!answer.ok) return setObstacle(answer.obstacle);
    onDone();
    desk.select(incidentId);
  };
  const unsuitable = obstacle?.code === 'team_not_suitable' || obstacle?.code === 'plan_met';
  return (
    <Dialog title={text('divert.title', { team: callSign })} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void divert(unsuitable);
        }}
      >
        <p>{text('divert.text')}</p>
        {others.length === 0 ? (
          <p className="quiet">{text('divert.none')}</p>
        ) : (
          <label className="field">
            <span>{text('divert.to')}</span>
            <select value={incidentId} autoFocus onChange={({ target }) => setIncidentId(target.value)}>
              {others.map(({ id, number, priority, complaint, type }) => (
                <option key={id} value={id}>
                  {`${priority ?? text('priority.noneShort')} · ${number} · ${complaint ?? text(`type.${type}`)}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <Refusal obstacle={obstacle} />
        <DialogButtons
          submit={text(unsuitable ? 'divert.anyway' : 'divert.submit')}
          onCancel={onDone}
          disabled={others.length === 0}
        />
      </form>
    </Dialog>
  );
}
