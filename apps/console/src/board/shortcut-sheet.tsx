import { Fragment, type ReactNode } from 'react';
import { useLanguage, type TextKey } from '../language/language.js';
import { Dialog } from '../look/dialog.js';

const rows: readonly (readonly [readonly string[], TextKey])[] = [
  [['F2', 'N'], 'shortcuts.newCall'],
  [['F1'], 'shortcuts.answer'],
  [['J', 'K', '↓', '↑'], 'shortcuts.move'],
  [['⏎', '2', '3'], 'shortcuts.send'],
  [['R'], 'shortcuts.show'],
  [['Ctrl + ⏎'], 'shortcuts.saveAndSend'],
  [['Ctrl + S'], 'shortcuts.save'],
  [['?'], 'shortcuts.help'],
];

/** Every key of the console on one sheet. */
export function ShortcutSheet({ onDismiss }: { onDismiss: () => void }): ReactNode {
  const { text } = useLanguage();
  return (
    <Dialog title={text('shortcuts.title')} onDismiss={onDismiss}>
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
      <div className="dialog-buttons">
        <button type="button" className="button primary" onClick={onDismiss} autoFocus>
          {text('dialog.dismiss')}
        </button>
      </div>
    </Dialog>
  );
}

const bar: readonly (readonly [readonly string[], TextKey])[] = [
  [['F1'], 'shortcuts.bar.answer'],
  [['F2'], 'shortcuts.bar.newCall'],
  [['J', 'K'], 'shortcuts.bar.move'],
  [['⏎'], 'shortcuts.bar.send'],
];

/** The keys used most, always in sight. */
export function ShortcutBar({ onSheet }: { onSheet: () => void }): ReactNode {
  const { text } = useLanguage();
  return (
    <footer className="shortcut-bar">
      {bar.map(([keys, meaning]) => (
        <span key={meaning}>
          <Keys keys={keys} /> {text(meaning)}
        </span>
      ))}
      <button type="button" onClick={onSheet}>
        <Keys keys={['?']} /> {text('shortcuts.bar.help')}
      </button>
    </footer>
  );
}

function Keys({ keys }: { keys: readonly string[] }): ReactNode {
  return keys.map((key) => (
    <Fragment key={key}>
      <kbd>{key}</kbd>{' '}
    </Fragment>
  ));
}
