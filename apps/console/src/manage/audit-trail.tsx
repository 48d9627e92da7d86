import { useEffect, useState, type ReactNode } from 'react';
import type { AuditEntry } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { SelectField } from '../look/fields.js';
import { Refusal } from '../look/refusal.js';

type Kind = '' | 'change' | 'access';

/** Who changed what, and who opened whose personal data, the latest first. */
export function AuditTrail(): ReactNode {
  const desk = useDesk();
  const { text, clockTime, day } = useLanguage();
  const [kind, setKind] = useState<Kind>('');
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const more = async (from: string | null): Promise<void> => {
    const page = await desk.api.audit({ ...(kind && { kind }), ...(from !== null && { cursor: from }) });
    if (!page.ok) return setObstacle(page.obstacle);
    setObstacle(null);
    setEntries((present) => (from === null ? page.value.items : [...present, ...page.value.items]));
    setCursor(page.value.nextCursor);
  };
  useEffect(() => {
    let stopped = false;
    void desk.api.audit(kind ? { kind } : {}).then((page) => {
      if (stopped) return;
      setObstacle(page.ok ? null : page.obstacle);
      if (!page.ok) return;
      setEntries(page.value.items);
      setCursor(page.value.nextCursor);
    });
    return () => {
      stopped = true;
    };
  }, [desk, kind]);
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{text('manage.audit')}</h2>
          <p className="quiet">{text('audit.explanation')}</p>
        </div>
        <SelectField<Kind>
          label={text('audit.kind')}
          value={kind}
          options={[
            { value: '', label: text('list.all') },
            { value: 'change', label: text('audit.change') },
            { value: 'access', label: text('audit.access') },
          ]}
          onChange={setKind}
        />
      </header>
      <Refusal obstacle={obstacle} />
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">{text('audit.at')}</th>
            <th scope="col">{text('audit.who')}</th>
            <th scope="col">{text('audit.kind')}</th>
            <th scope="col">{text('audit.what')}</th>
            <th scope="col">{text('audit.fields')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, kind: entryKind, occurredAt, actorName, actor, type, fields }) => (
            <tr key={`${entryKind}-${id}`}>
              <th scope="row" className="no-break">
                {`${day(Date.parse(occurredAt))} ${clockTime(occurredAt)}`}
              </th>
              <td>{actorName ?? actor}</td>
              <td>{text(`audit.${entryKind}`)}</td>
              <td>
                <code>{type}</code>
              </td>
              <td className="quiet">{fields.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cursor !== null && (
        <p className="manage-more">
          <button type="button" className="button" onClick={() => void more(cursor)}>
            {text('audit.more')}
          </button>
        </p>
      )}
    </>
  );
}
