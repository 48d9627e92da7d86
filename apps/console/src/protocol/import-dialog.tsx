import { useState, type ReactNode } from 'react';
import type { FaultView } from '../api/generated/types.gen.js';
import type { ProtocolFile } from '../api/supervision-api.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { useLanguage, type Language } from '../language/language.js';
import { AreaField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { Refusal } from '../look/refusal.js';
import { placeText, titleOf } from './differences.js';
import { versionPath } from './protocol-path.js';

/** Faults shown at once; whoever mends these sees the next. */
const mostFaultsShown = 200;

type Checked =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'refused'; readonly obstacle: Obstacle }
  | { readonly kind: 'read'; readonly document: ProtocolFile; readonly faults: readonly FaultView[] };

/** A changed protocol from a file: checked by the server first, every fault with its place. */
export function ImportDialog({ onDone }: { onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [checked, setChecked] = useState<Checked>({ kind: 'none' });
  const [note, setNote] = useState('');
  const check = async (file: File | undefined): Promise<void> => {
    if (!file) return setChecked({ kind: 'none' });
    setChecked({ kind: 'reading' });
    const document = asDocument(await file.text());
    if (!document) return setChecked({ kind: 'unreadable' });
    const answer = await desk.supervision.checkProtocol(document);
    setChecked(
      answer.ok
        ? { kind: 'read', document, faults: answer.value.items }
        : { kind: 'refused', obstacle: answer.obstacle },
    );
  };
  const save = async (): Promise<Outcome<unknown>> => {
    if (checked.kind !== 'read') return { ok: true, value: null };
    const answer = await desk.supervision.addVersion(checked.document, note.trim() || null);
    if (!answer.ok) return answer;
    desk.tell(text('protocol.addedNow', { number: answer.value.number }));
    goTo(versionPath(answer.value.id));
    return answer;
  };
  return (
    <FormDialog
      title={text('protocol.addTitle')}
      submit={text('protocol.addSubmit')}
      wide
      disabled={checked.kind !== 'read' || checked.faults.length > 0}
      save={save}
      onDone={onDone}
    >
      <p>{text('protocol.addText')}</p>
      <label className="field">
        <span>{text('protocol.file')}</span>
        <input
          type="file"
          accept="application/json,.json"
          onChange={({ target }) => void check(target.files?.[0])}
        />
      </label>
      <div role="status">
        {checked.kind === 'reading' && text('protocol.checking')}
        {checked.kind === 'unreadable' && text('protocol.notJson')}
        {checked.kind === 'read' &&
          text(checked.faults.length === 0 ? 'protocol.noFaults' : 'protocol.faults', {
            count: checked.faults.length,
          })}
      </div>
      {checked.kind === 'refused' && <Refusal obstacle={checked.obstacle} />}
      {checked.kind === 'read' && checked.faults.length > 0 && <Faults {...checked} />}
      <AreaField label={text('protocol.addNote')} value={note} maxLength={1_000} onChange={setNote} />
    </FormDialog>
  );
}

function Faults({ faults }: { faults: readonly FaultView[] }): ReactNode {
  const language = useLanguage();
  const { text, locale } = language;
  return (
    <>
      <ul className="faults" tabIndex={0} aria-label={text('protocol.faults', { count: faults.length })}>
        {faults.slice(0, mostFaultsShown).map((fault) => (
          <li key={`${fault.path} ${fault.rule}`}>
            <strong>{faultPlace(fault.path, language)}</strong> {fault.text[locale]}
          </li>
        ))}
      </ul>
      {faults.length > mostFaultsShown && (
        <p className="quiet">{text('protocol.moreFaults', { count: faults.length - mostFaultsShown })}</p>
      )}
    </>
  );
}

/** `Card 06 › Questions › breathless › spoken › English`, by keys: a faulty file may have no words to name it by. */
function faultPlace(path: string, language: Language): string {
  const [kind = '', name] = path.split('.');
  if ((kind !== 'cards' && kind !== 'scripts') || name === undefined) return path;
  return [titleOf(kind, name, [], language), placeText(path, [], language)].filter(Boolean).join(' › ');
}

/** A protocol is one object; null for anything else. */
function asDocument(content: string): ProtocolFile | null {
  try {
    const document: unknown = JSON.parse(content);
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
    return isObject ? (document as ProtocolFile) : null;
  } catch {
    return null;
  }
}
