import { useState, type ReactNode } from 'react';
import type { LoweringProposalView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { useStore } from '../live/store.js';
import { ListState } from '../look/list-state.js';
import { LowerDialog } from './lower-dialog.js';
import type { NumberSubject } from './number-history.js';

/** Numbers whose calls suggest to lower them, with all else they called about. Nothing happens by itself. */
export function LoweringProposals({ onHistory }: { onHistory: (subject: NumberSubject) => void }): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  // A contact that ends may be one more prank; a lowering takes its number off this list.
  const mark = useStore(desk.live.board, contactsMark);
  const { value, obstacle } = useFollowed(desk.supervision.proposals, 'proposals', mark);
  const [lowering, setLowering] = useState<LoweringProposalView | null>(null);
  return (
    <section data-numbers="proposals" aria-labelledby="proposals-title">
      <h3 className="section-title results-title" id="proposals-title">
        {text('numbers.proposals')}
        {value && <small>{text('numbers.proposalRule', { calls: value.calls, days: value.days })}</small>}
      </h3>
      <ListState items={value?.items ?? null} obstacle={obstacle} empty={text('numbers.noProposals')} />
      {value && value.items.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{text('numbers.number')}</th>
              <th scope="col" className="number">
                {text('numbers.pranks')}
              </th>
              <th scope="col" className="number">
                {text('numbers.silent')}
              </th>
              <th scope="col" className="number">
                {text('numbers.others')}
              </th>
              <th scope="col" className="number">
                {text('numbers.incidents')}
              </th>
              <th scope="col">{text('numbers.last')}</th>
              <th scope="col">
                <span className="visually-hidden">{text('manage.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {value.items.map((proposal) => (
              <tr key={proposal.number}>
                <th scope="row">{telephoneText(proposal.number)}</th>
                <td className="number">{proposal.prankCalls}</td>
                <td className="number">{proposal.silentCalls}</td>
                <td className="number">{proposal.otherCalls}</td>
                <td className="number" data-some={proposal.incidents > 0 || undefined}>
                  {proposal.incidents}
                </td>
                <td className="no-break">{date(proposal.lastRingingAt)}</td>
                <td className="list-acts">
                  <button
                    type="button"
                    className="button small quiet"
                    onClick={() => onHistory({ contactId: proposal.lastContactId })}
                  >
                    {text('numbers.history')}
                  </button>
                  <button type="button" className="button small" onClick={() => setLowering(proposal)}>
                    {text('numbers.lower')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lowering && (
        <LowerDialog
          contactId={lowering.lastContactId}
          number={lowering.number}
          reason={lowering.reason}
          onDone={() => setLowering(null)}
        />
      )}
    </section>
  );
}

/** Moves when a contact on the board changes, and when a number is lowered or raised again. */
const contactsMark = (
  board: { contacts: ReadonlyMap<string, { version: number }>; listsSeq: { lowerings: number } } | null,
): number =>
  board
    ? [...board.contacts.values()].reduce((sum, { version }) => sum + version, board.listsSeq.lowerings)
    : 0;
