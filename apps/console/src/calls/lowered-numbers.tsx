import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { usePages } from '../live/use-pages.js';
import { Freshness } from '../look/freshness.js';
import { ListState, MoreButton } from '../look/list-state.js';
import { ActButton } from '../manage/act-button.js';
import { personOf } from './person-of.js';
import { usePeople } from './use-people.js';

/** Numbers that wait behind others now: why, by whose word, and until when. */
export function LoweredNumbers(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.lowerings ?? 0);
  const people = usePeople();
  const { items, obstacle, more } = usePages(
    (cursor) => desk.supervision.lowerings({ live: true }, cursor),
    'lowered',
    mark,
  );
  return (
    <section data-numbers="lowered" aria-labelledby="lowered-title">
      <h3 className="section-title results-title" id="lowered-title">
        {text('numbers.lowered')} <Freshness />
      </h3>
      <ListState items={items} obstacle={obstacle} empty={text('numbers.noneLowered')} />
      {items && items.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{text('numbers.number')}</th>
              <th scope="col">{text('numbers.why')}</th>
              <th scope="col">{text('numbers.until')}</th>
              <th scope="col">{text('numbers.by')}</th>
              <th scope="col">
                <span className="visually-hidden">{text('manage.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, number, reason, note, until, loweredBy, loweredAt }) => (
              <tr key={id}>
                <th scope="row">{telephoneText(number)}</th>
                <td>
                  {text(`lowering.${reason}`)}
                  {note !== null && <small className="quiet row-note">{note}</small>}
                </td>
                <td className="no-break">
                  {date(until)}
                  <small className="quiet row-note">
                    <Remaining until={until} />
                  </small>
                </td>
                <td>
                  {personOf(people, loweredBy)}
                  <small className="quiet row-note">{date(loweredAt)}</small>
                </td>
                <td className="list-acts">
                  <ActButton
                    label={text('numbers.end')}
                    act={() => desk.supervision.endLowering(id)}
                    done={() => undefined}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreButton more={more} />
    </section>
  );
}

function Remaining({ until }: { until: string }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
  return minutes >= 60
    ? text('numbers.hoursLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    : text('numbers.minutesLeft', { minutes });
}
