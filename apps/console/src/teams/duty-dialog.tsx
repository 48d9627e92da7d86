import { useState, type ReactNode } from 'react';
import { crewRoles, type BoardTeam, type CrewRole } from '#lib/contract';
import type { CrewMemberFields } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

interface Member {
  readonly name: string;
  readonly role: CrewRole;
}

const nobody: Member = { name: '', role: 'nurse' };

/** Puts a team on duty with its crew, changes the crew, or ends its duty: for teams that tell it by radio. */
export function DutyDialog({
  team,
  crew,
  onDone,
}: {
  team: BoardTeam;
  crew: readonly CrewMemberFields[];
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [members, setMembers] = useState<readonly Member[]>(
    crew.length > 0 ? crew : [{ name: '', role: 'driver' }, nobody],
  );
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (onDuty: boolean): Promise<void> => {
    const aboard = members.filter(({ name }) => name.trim() !== '');
    const answer = await desk.api.setDuty(team.id, onDuty ? { onDuty, crew: [...aboard] } : { onDuty });
    if (answer.ok) onDone();
    else setObstacle(answer.obstacle);
  };
  const change = (index: number, part: Partial<Member>): void =>
    setMembers(members.map((member, place) => (place === index ? { ...member, ...part } : member)));
  return (
    <Dialog title={text('duty.title', { team: team.callSign })} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(true);
        }}
      >
        {members.map((member, index) => (
          <div key={index} className="crew-member">
            <label className="field">
              <span>{text('duty.name', { number: index + 1 })}</span>
              <input
                value={member.name}
                maxLength={100}
                autoComplete="off"
                autoFocus={index === 0}
                onChange={({ target }) => change(index, { name: target.value })}
              />
            </label>
            <label className="field">
              <span>{text('duty.role')}</span>
              <select
                value={member.role}
                onChange={({ target }) => change(index, { role: target.value as CrewRole })}
              >
                {crewRoles.map((role) => (
                  <option key={role} value={role}>
                    {text(`crewRole.${role}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
        ))}
        <button type="button" className="button quiet" onClick={() => setMembers([...members, nobody])}>
          {text('duty.addMember')}
        </button>
        <Refusal obstacle={obstacle} />
        <div className="dialog-buttons">
          {team.onDuty && (
            <button type="button" className="button" onClick={() => void save(false)}>
              {text('duty.end')}
            </button>
          )}
          <button type="submit" className="button primary">
            {text(team.onDuty ? 'duty.saveCrew' : 'duty.begin')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
