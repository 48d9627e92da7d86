import { Fragment, type ReactNode } from 'react';
import type { Permission } from '#lib/contract';
import { useLanguage, type TextKey } from '../language/language.js';
import { useStore } from '../live/store.js';
import { Dialog } from '../look/dialog.js';
import { useDesk } from './desk.js';

/** A key is shown to whom it does something. */
type Row = readonly [keys: readonly string[], meaning: TextKey, needs?: Permission];

const groups: readonly (readonly [TextKey, readonly Row[]])[] = [
  [
    'shortcuts.group.calls',
    [
      [['F1'], 'shortcuts.answer', 'contact.write'],
      [['F2', 'N'], 'shortcuts.newCall', 'incident.write'],
      [['F3'], 'shortcuts.protocol', 'triage.write'],
      [['F4'], 'shortcuts.linkDuplicate', 'incident.write'],
      [['F8'], 'shortcuts.moreUrgent', 'dispatch.assign'],
      [['F9'], 'shortcuts.takeAddress', 'incident.write'],
      [['Ctrl + ⏎'], 'shortcuts.saveAndSend', 'dispatch.assign'],
      [['Ctrl + S'], 'shortcuts.save', 'incident.write'],
      [['J', 'K', '↓', '↑'], 'shortcuts.move'],
      [['R'], 'shortcuts.show'],
    ],
  ],
  [
    'shortcuts.group.incident',
    [
      [['⏎', '2', '3'], 'shortcuts.send', 'dispatch.assign'],
      [['B'], 'shortcuts.missing', 'dispatch.assign'],
      [['Z'], 'shortcuts.standDown', 'assignment.progress'],
      [['S'], 'shortcuts.step', 'assignment.progress'],
      [['X'], 'shortcuts.recall', 'assignment.progress'],
      [['D'], 'shortcuts.divert', 'dispatch.assign'],
      [['P'], 'shortcuts.patient', 'patient.write'],
      [['L'], 'shortcuts.place', 'incident.write'],
      [['E'], 'shortcuts.edit', 'incident.write'],
      [['A'], 'shortcuts.note', 'patient.write'],
      [['C'], 'shortcuts.close', 'incident.write'],
      [['O'], 'shortcuts.reopen', 'incident.write'],
    ],
  ],
  [
    'shortcuts.group.protocol',
    [
      [['1', '2', '3'], 'shortcuts.protocol.answer', 'triage.write'],
      [['⏎'], 'shortcuts.protocol.goOn', 'triage.write'],
      [['⌫'], 'shortcuts.protocol.goBack', 'triage.write'],
      [['U'], 'shortcuts.protocol.unknown', 'triage.write'],
      [['G', 'Q'], 'shortcuts.protocol.turn', 'triage.write'],
      [['V'], 'shortcuts.protocol.volume', 'triage.write'],
      [['Esc'], 'shortcuts.protocol.leave', 'triage.write'],
    ],
  ],
  [
    'shortcuts.group.screen',
    [
      [['/'], 'shortcuts.command'],
      [['M', 'T', 'F'], 'shortcuts.middle'],
      [['W'], 'shortcuts.window'],
      [['?'], 'shortcuts.help'],
    ],
  ],
];

/** Every key of the console on one sheet. */
export function ShortcutSheet({ onDismiss }: { onDismiss: () => void }): ReactNode {
  const { text } = useLanguage();
  const shown = useShown();
  return (
    <Dialog title={text('shortcuts.title')} onDismiss={onDismiss} wide>
      <div className="shortcut-groups">
        {groups
          .map(([title, rows]) => [title, shown(rows)] as const)
          .filter(([, rows]) => rows.length > 0)
          .map(([title, rows]) => (
            <section key={title}>
              <h3 className="section-title">{text(title)}</h3>
              <dl className="shortcut-rows">
                {rows.map(([keys, meaning]) => (
                  <div key={meaning}>
                    <dt>
                      <Keys keys={keys} />
                    </dt>
                    <dd>{text(meaning)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button primary" onClick={onDismiss} autoFocus>
          {text('dialog.dismiss')}
        </button>
      </div>
    </Dialog>
  );
}

const bar: readonly Row[] = [
  [['F1'], 'shortcuts.bar.answer', 'contact.write'],
  [['F2'], 'shortcuts.bar.newCall', 'incident.write'],
  [['J', 'K'], 'shortcuts.bar.move'],
  [['⏎'], 'shortcuts.bar.send', 'dispatch.assign'],
];

const barOfProtocol: readonly Row[] = [
  [['F3'], 'shortcuts.bar.protocol'],
  [['1', '2', '3'], 'shortcuts.bar.answers'],
  [['⏎'], 'shortcuts.bar.goOn'],
  [['⌫'], 'shortcuts.bar.goBack'],
];

/** The keys used most, always in sight: those of the protocol while it has the digits and ⏎. */
export function ShortcutBar({ onSheet }: { onSheet: () => void }): ReactNode {
  const { text } = useLanguage();
  const inProtocol = useStore(useDesk().protocolOpen);
  const shown = useShown();
  return (
    <div className="shortcut-bar">
      {shown(inProtocol ? barOfProtocol : bar).map(([keys, meaning]) => (
        <span key={meaning}>
          <Keys keys={keys} /> {text(meaning)}
        </span>
      ))}
      <button type="button" onClick={onSheet}>
        <Keys keys={['?']} /> {text('shortcuts.bar.help')}
      </button>
    </div>
  );
}

function useShown(): (rows: readonly Row[]) => readonly Row[] {
  const desk = useDesk();
  return (rows) => rows.filter(([, , needs]) => needs === undefined || desk.may(needs));
}

function Keys({ keys }: { keys: readonly string[] }): ReactNode {
  return keys.map((key) => (
    <Fragment key={key}>
      <kbd>{key}</kbd>{' '}
    </Fragment>
  ));
}
