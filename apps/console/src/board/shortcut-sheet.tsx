import { Fragment, type ReactNode } from 'react';
import { useLanguage, type TextKey } from '../language/language.js';
import { useStore } from '../live/store.js';
import { Dialog } from '../look/dialog.js';
import { useDesk } from './desk.js';

type Row = readonly [keys: readonly string[], meaning: TextKey];

const groups: readonly (readonly [TextKey, readonly Row[]])[] = [
  [
    'shortcuts.group.calls',
    [
      [['F1'], 'shortcuts.answer'],
      [['F2', 'N'], 'shortcuts.newCall'],
      [['F3'], 'shortcuts.protocol'],
      [['F4'], 'shortcuts.linkDuplicate'],
      [['F8'], 'shortcuts.moreUrgent'],
      [['F9'], 'shortcuts.takeAddress'],
      [['Ctrl + ⏎'], 'shortcuts.saveAndSend'],
      [['Ctrl + S'], 'shortcuts.save'],
      [['J', 'K', '↓', '↑'], 'shortcuts.move'],
      [['R'], 'shortcuts.show'],
    ],
  ],
  [
    'shortcuts.group.incident',
    [
      [['⏎', '2', '3'], 'shortcuts.send'],
      [['B'], 'shortcuts.missing'],
      [['Z'], 'shortcuts.standDown'],
      [['S'], 'shortcuts.step'],
      [['X'], 'shortcuts.recall'],
      [['D'], 'shortcuts.divert'],
      [['P'], 'shortcuts.patient'],
      [['L'], 'shortcuts.place'],
      [['E'], 'shortcuts.edit'],
      [['A'], 'shortcuts.note'],
      [['C'], 'shortcuts.close'],
      [['O'], 'shortcuts.reopen'],
    ],
  ],
  [
    'shortcuts.group.protocol',
    [
      [['1', '2', '3'], 'shortcuts.protocol.answer'],
      [['⏎'], 'shortcuts.protocol.goOn'],
      [['⌫'], 'shortcuts.protocol.goBack'],
      [['U'], 'shortcuts.protocol.unknown'],
      [['G', 'Q'], 'shortcuts.protocol.turn'],
      [['V'], 'shortcuts.protocol.volume'],
      [['Esc'], 'shortcuts.protocol.leave'],
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
  return (
    <Dialog title={text('shortcuts.title')} onDismiss={onDismiss} wide>
      <div className="shortcut-groups">
        {groups.map(([title, rows]) => (
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
  [['F1'], 'shortcuts.bar.answer'],
  [['F2'], 'shortcuts.bar.newCall'],
  [['J', 'K'], 'shortcuts.bar.move'],
  [['⏎'], 'shortcuts.bar.send'],
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
  return (
    <div className="shortcut-bar">
      {(inProtocol ? barOfProtocol : bar).map(([keys, meaning]) => (
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

function Keys({ keys }: { keys: readonly string[] }): ReactNode {
  return keys.map((key) => (
    <Fragment key={key}>
      <kbd>{key}</kbd>{' '}
    </Fragment>
  ));
}
