import type { ReactNode } from 'react';
import { priorities, teamKinds, type BoardTeam } from '#lib/contract';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { PriorityMark } from '../look/marks.js';

/** From this share of the teams on duty at work, the next call may find none. */
const strainedShare = 0.8;

/** How much there is to do, and with whom. */
export function Workload({ board, teams }: { board: Board; teams: readonly BoardTeam[] }): ReactNode {
  const { text } = useLanguage();
  const open = [...board.incidents.values()].filter(({ state }) => state !== 'closed');
  const onDuty = teams.filter((team) => team.onDuty);
  const busy = onDuty.filter(({ assignmentId }) => assignmentId !== null).length;
  const waiting = open.filter(({ state }) => state === 'queued').length;
  const free = onDuty.length - busy;
  const overloaded = waiting > free || (onDuty.length > 0 && busy / onDuty.length >= strainedShare);
  return (
    <section className="panel" data-panel="workload" data-overloaded={overloaded || undefined}>
      <h2 className="section-title">{text('overview.workload')}</h2>
      <p className="overview-verdict">
        {text(overloaded ? 'overview.overloaded' : 'overview.manageable', { waiting, count: free })}
      </p>
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">{text('incident.priority')}</th>
            <th scope="col" className="number">
              {text('queue.waiting')}
            </th>
            <th scope="col" className="number">
              {text('queue.underWay')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...priorities, null].map((priority) => {
            const rows = open.filter((incident) => incident.priority === priority);
            const queued = rows.filter(({ state }) => state === 'queued').length;
            return (
              <tr key={priority ?? 'none'}>
                <th scope="row">
                  <PriorityMark priority={priority} size={16} />{' '}
                  {text(priority ? `priority.${priority}` : 'priority.noneShort')}
                </th>
                <td className="number">{queued}</td>
                <td className="number">{rows.length - queued}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">{text('overview.kind')}</th>
            <th scope="col" className="number">
              {text('teamState.ready')}
            </th>
            <th scope="col" className="number">
              {text('overview.onDuty')}
            </th>
            <th scope="col" className="number">
              {text('list.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {teamKinds
            .filter((kind) => teams.some((team) => team.kind === kind))
            .map((kind) => {
              const rows = teams.filter((team) => team.kind === kind);
              const duty = rows.filter((team) => team.onDuty);
              return (
                <tr key={kind}>
                  <th scope="row">{text(`teamKind.${kind}`)}</th>
                  <td className="number">{duty.filter((team) => team.assignmentId === null).length}</td>
                  <td className="number">{duty.length}</td>
                  <td className="number">{rows.length}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </section>
  );
}
