import { useState, type ReactNode } from 'react';
import { areaLevels, type AreaLevel } from '#lib/contract';
import type { Outcome } from '../../api/outcome.js';
import { useDesk } from '../../board/desk.js';
import { useFollowed } from '../../incident/use-incident.js';
import { useLanguage } from '../../language/language.js';
import { SelectField } from '../../look/fields.js';
import { FormDialog } from '../../look/form-dialog.js';
import { ImportProgress, ImportRefusal, ReplaceConfirmation } from './import-answer.js';
import { cellOf, ColumnField, shapeWords, SourceField, SourcePreview } from './source-field.js';
import { collectionOf, columnCalled, usualNames, type Source } from './source.js';

/** The areas of one level from a file: all of them, or none. */
export function AreasImport({
  hasServiceArea,
  onDone,
}: {
  hasServiceArea: boolean;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [source, setSource] = useState<Source | null>(null);
  const [level, setLevel] = useState<AreaLevel>('kecamatan');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [parentCode, setParentCode] = useState('');
  const [serviceArea, setServiceArea] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const present = useFollowed(() => desk.setup.areasOf(level), level, 0);
  const take = (read: Source | null): void => {
    setSource(read);
    setConfirmed(false);
    if (!read) return;
    const codeColumn = columnCalled(read.columns, usualNames.code);
    setCode(codeColumn);
    setName(columnCalled(read.columns, usualNames.name));
    const parentColumn = columnCalled(read.columns, usualNames.parentCode);
    setParentCode(parentColumn === codeColumn ? '' : parentColumn);
  };
  const codes = new Set((source?.rows ?? []).map((row) => cellOf(row, code)));
  const there = (present.value?.items ?? []).filter((area) => codes.has(area.code)).length;
  const replacesServiceArea = hasServiceArea && serviceArea;
  const replaces = there > 0 || replacesServiceArea;
  const save = async (): Promise<Outcome<unknown>> => {
    if (!source) return { ok: true, value: null };
    const columns = [code, name, ...(parentCode ? [parentCode] : [])];
    const answer = await desk.setup.importAreas(collectionOf(source, columns), {
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
      disabled={!source || !present.value || (replaces && !confirmed)}
      save={save}
      progress={<ImportProgress count={source?.rows.length ?? 0} />}
      refusal={(obstacle) => <ImportRefusal obstacle={obstacle} source={source} />}
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
              onChange={(chosen) => {
                setLevel(chosen);
                setConfirmed(false);
              }}
            />
            <ColumnField
              label={text('areas.code')}
              source={source}
              value={code}
              required
              onChange={setCode}
            />
            <ColumnField
              label={text('areas.name')}
              source={source}
              value={name}
              required
              onChange={setName}
            />
            <ColumnField
              label={text('areas.parentCode')}
              source={source}
              value={parentCode}
              onChange={setParentCode}
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
                onChange={({ target }) => {
                  setServiceArea(target.checked);
                  setConfirmed(false);
                }}
              />
              <span>{text('areas.makeServiceArea')}</span>
            </label>
          ) : (
            <p className="quiet">{text('areas.becomeServiceArea')}</p>
          )}
          {replaces && (
            <ReplaceConfirmation confirmed={confirmed} onChange={setConfirmed}>
              {there > 0 && <p>{text('areas.replaces', { count: there })}</p>}
              {replacesServiceArea && <p>{text('areas.replacesServiceArea')}</p>}
            </ReplaceConfirmation>
          )}
        </>
      )}
    </FormDialog>
  );
}
