import { useState, type ReactNode } from 'react';
import { areaLevels, type AreaLevel } from '#lib/contract';
import type { Outcome } from '../../api/outcome.js';
import { useDesk } from '../../board/desk.js';
import { useFollowed } from '../../incident/use-incident.js';
import { useLanguage } from '../../language/language.js';
import { SelectField } from '../../look/fields.js';
import { FormDialog } from '../../look/form-dialog.js';
import { guessedAreaColumns, type AreaColumns } from './area-columns.js';
import {
  ImportProgress,
  ImportRefusal,
  PresentUnread,
  ReplaceConfirmation,
  tooLargeToSend,
} from './import-answer.js';
import { cellOf, ColumnField, shapeWords, SourceField, SourcePreview } from './source-field.js';
import { collectionOf, isTooLarge, type Source } from './source.js';

/** The areas of one level from a file: all of them, or none. */
export function AreasImport({
  hasServiceArea,
  onDone,
}: {
  hasServiceArea: boolean;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [source, setSource] = useState<Source | null>(null);
  const [level, setLevel] = useState<AreaLevel>('kecamatan');
  const [chosen, setChosen] = useState<Partial<AreaColumns>>({});
  const [serviceArea, setServiceArea] = useState(false);
  const [confirmed, setConfirmed] = useState('');
  const [refused, setRefused] = useState<Source | null>(null);
  const present = useFollowed(() => desk.setup.areasOf(level), level, 0);
  const take = (read: Source | null): void => {
    setSource(read);
    setChosen({});
    setConfirmed('');
  };
  const { code, name, parentCode } = { ...guessedAreaColumns(source?.columns ?? [], level), ...chosen };
  const codes = new Set((source?.rows ?? []).map((row) => cellOf(row, code)));
  const there = (present.value?.items ?? []).filter((area) => codes.has(area.code));
  const replacesServiceArea = hasServiceArea && serviceArea;
  const replaces = there.length > 0 || replacesServiceArea;
  // What is confirmed is this and nothing else: once it changes, it has to be confirmed anew.
  const replaced = JSON.stringify([level, code, name, replacesServiceArea, there.map(({ id }) => id)]);
  const save = async (): Promise<Outcome<unknown>> => {
    if (!source) return { ok: true, value: null };
    const columns = [code, name, ...(parentCode ? [parentCode] : [])];
    const collection = collectionOf(source, columns);
    setRefused(source);
    if (isTooLarge(collection)) return { ok: false, obstacle: tooLargeToSend(language) };
    const answer = await desk.setup.importAreas(collection, {
      level,
      codeProperty: code,
      nameProperty: name,
      ...(parentCode && { parentCodeProperty: parentCode }),
      serviceArea,
    });
    if (!answer.ok) return answer;
    const { created, updated } = answer.value;
    desk.tell(text('areas.imported', { created, updated }));
    return answer;
  };
  return (
    <FormDialog
      title={text('areas.import')}
      submit={text('import.submit', { count: source?.rows.length ?? 0 })}
      wide
      disabled={!source || !present.value || (replaces && confirmed !== replaced)}
      save={save}
      progress={<ImportProgress count={source?.rows.length ?? 0} />}
      refusal={(obstacle) => (
        <ImportRefusal obstacle={refused === source ? obstacle : null} source={source} />
      )}
      onDone={onDone}
    >
      <SourceField
        accept=".geojson,.json,.geojsonl,.geojsons"
        hint={text('areas.fileHint')}
        onSource={take}
      />
      {source && (
        <>
          <div className="setting-fields">
            <SelectField
              label={text('areas.level')}
              value={level}
              options={areaLevels.map((value) => ({ value, label: text(`areaLevel.${value}`) }))}
              onChange={setLevel}
            />
            <ColumnField
              label={text('areas.code')}
              source={source}
              value={code}
              required
              onChange={(column) => setChosen({ ...chosen, code: column })}
            />
            <ColumnField
              label={text('areas.name')}
              source={source}
              value={name}
              required
              onChange={(column) => setChosen({ ...chosen, name: column })}
            />
            <ColumnField
              label={text('areas.parentCode')}
              source={source}
              value={parentCode}
              onChange={(column) => setChosen({ ...chosen, parentCode: column })}
            />
          </div>
          <SourcePreview
            source={source}
            columns={[
              { label: text('areas.code'), show: (row) => cellOf(row, code) },
              { label: text('areas.name'), show: (row) => cellOf(row, name) },
              ...(parentCode
                ? [
                    {
                      label: text('areas.parent'),
                      show: (row: Source['rows'][number]) => cellOf(row, parentCode),
                    },
                  ]
                : []),
              { label: text('import.shape'), show: ({ geometry }) => shapeWords(geometry) },
            ]}
          />
          {hasServiceArea ? (
            <label className="check">
              <input
                type="checkbox"
                checked={serviceArea}
                onChange={({ target }) => setServiceArea(target.checked)}
              />
              <span>{text('areas.makeServiceArea')}</span>
            </label>
          ) : (
            <p className="quiet">{text('areas.becomeServiceArea')}</p>
          )}
          <PresentUnread obstacle={present.value ? null : present.obstacle} />
          {replaces && (
            <ReplaceConfirmation
              confirmed={confirmed === replaced}
              onChange={(yes) => setConfirmed(yes ? replaced : '')}
            >
              {there.length > 0 && <p>{text('areas.replaces', { count: there.length })}</p>}
              {replacesServiceArea && <p>{text('areas.replacesServiceArea')}</p>}
            </ReplaceConfirmation>
          )}
        </>
      )}
    </FormDialog>
  );
}
