import { useState, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { useStore } from '../live/store.js';
import { usePages } from '../live/use-pages.js';
import { ListState, MoreButton } from '../look/list-state.js';
import { personOf } from './person-of.js';
import { usePeople } from './use-people.js';

/** What was decided about numbers before, and how it ended; read when somebody opens it. */
export function PastLowerings(): ReactNode {
  const { text } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <details className="past" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('numbers.past')}</summary>
      {open && <Past />}
    </details>
  );
}

function Past(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.lowerings ?? 0);
  const people = usePeople();
  const { items, obstacle, more } = usePages(
    (cursor) => desk.supervision.lowerings({ live: false }, cursor),
    'past',
    mark,
  );
  return (
    <>
      <ListState items={items} obstacle={obstacle} empty={text('numbers.nonePast')} />
      {items && items.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{text('numbers.number')}</th>
              <th scope="col">{text('numbers.why')}</th>
              <th scope="col">{text('numbers.from')}</th>
              <th scope="col">{text('numbers.ended')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, number, reason, note, loweredAt, loweredBy, endedAt, endedBy }) => (
              <tr key={id}>
                <th scope="row">{telephoneText(number)}</th>
                <td>
                  {text(`lowering.${reason}`)}
                  {note !== null && <small className="quiet row-note">{note}</small>}
                </td>
                <td>{`${date(loweredAt)} · ${personOf(people, loweredBy)}`}</td>
                <td>
                  {endedAt !== null && date(endedAt)}
                  {` · ${endedBy === 'system' ? text('numbers.expired') : personOf(people, endedBy)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreButton more={more} />
    </>
  );
}
