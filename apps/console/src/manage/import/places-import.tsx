import { useState, type ReactNode } from 'react';
import type { DatasetView, LandmarkKind } from '../../api/generated/types.gen.js';
import type { Outcome } from '../../api/outcome.js';
import { useDesk } from '../../board/desk.js';
import { useLanguage } from '../../language/language.js';
import { SelectField, TextField } from '../../look/fields.js';
import { FormDialog } from '../../look/form-dialog.js';
import { ImportProgress, ImportRefusal, ReplaceConfirmation, tooLargeToSend } from './import-answer.js';
import { cellOf, ColumnField, shapeWords, SourceField, SourcePreview } from './source-field.js';
import { collectionOf, columnCalled, geometryOf, isTooLarge, usualNames, type Source } from './source.js';

/** Columns of a places file: what each holds, and whether a file can do without it. */
const wanted = ['name', 'aliases', 'kind', 'category', 'lat', 'lon'] as const;
const needed: readonly Wanted[] = ['name', 'lat', 'lon'];
type Wanted = (typeof wanted)[number];
type Columns = Readonly<Record<Wanted, string>>;

const guessed = (read: Source): Columns =>
  Object.fromEntries(wanted.map((what) => [what, columnCalled(read.columns, usualNames[what])])) as Columns;

/** Landmarks and streets from a file. A dataset is replaced as a whole. */
export function PlacesImport({
  datasets,
  replaced = '',
  onDone,
}: {
  datasets: readonly DatasetView[];
  /** The dataset that a new file is for. */
  replaced?: string;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [source, setSource] = useState<Source | null>(null);
  const [dataset, setDataset] = useState(replaced);
  const [kind, setKind] = useState<LandmarkKind | ''>('');
  const [attribution, setAttribution] = useState(
    datasets.find((known) => known.dataset === replaced)?.attribution ?? '',
  );
  const [columns, setColumns] = useState<Columns | null>(null);
  const [confirmed, setConfirmed] = useState('');
  const [refused, setRefused] = useState<Source | null>(null);
  const take = (read: Source | null): void => {
    setSource(read);
    setConfirmed('');
    setColumns(read && guessed(read));
  };
  const there = datasets.find((known) => known.dataset === dataset.trim());
  // What is confirmed is the loss of this dataset as it is now, and of no other.
  const replacedDataset = JSON.stringify([there?.dataset, there?.count, there?.importedAt]);
  const shown = wanted.filter((what) => {
    if (what === 'kind') return kind === '';
    return source?.form === 'table' || (what !== 'lat' && what !== 'lon');
  });
  const save = async (): Promise<Outcome<unknown>> => {
    if (!source || !columns) return { ok: true, value: null };
    const used = [columns.name, columns.aliases, columns.kind, columns.category].filter(Boolean);
    const collection = collectionOf(source, used, columns);
    setRefused(source);
    if (isTooLarge(collection)) return { ok: false, obstacle: tooLargeToSend(language) };
    const answer = await desk.setup.importPlaces(collection, {
      dataset: dataset.trim(),
      ...(kind && { kind }),
      nameProperty: columns.name,
      ...(columns.aliases && { aliasProperty: columns.aliases }),
      ...(columns.kind && { kindProperty: columns.kind }),
      ...(columns.category && { categoryProperty: columns.category }),
      ...(attribution.trim() && { attribution: attribution.trim() }),
    });
    if (answer.ok) desk.tell(text('places.imported', { ...answer.value }));
    return answer;
  };
  return (
    <FormDialog
      title={text('places.import')}
      submit={text('import.submit', { count: source?.rows.length ?? 0 })}
      wide
      disabled={!source || (there !== undefined && confirmed !== replacedDataset)}
      save={save}
      progress={<ImportProgress count={source?.rows.length ?? 0} />}
      refusal={(obstacle) => (
        <ImportRefusal obstacle={refused === source ? obstacle : null} source={source} />
      )}
      onDone={onDone}
    >
      <SourceField
        accept=".geojson,.json,.geojsonl,.geojsons,.geojsonseq,.csv,.tsv,.txt"
        hint={text('places.fileHint')}
        onSource={take}
      />
      {source && columns && (
        <>
          <div className="setting-fields">
            <TextField
              label={text('places.dataset')}
              value={dataset}
              required
              maxLength={64}
              pattern="[A-Za-z0-9_.\-]+"
              title={text('places.datasetHint')}
              onChange={setDataset}
            />
            <SelectField
              label={text('places.kind')}
              value={kind}
              options={[
                { value: '', label: text('places.kindByShape') },
                { value: 'landmark', label: text('places.landmarks') },
                { value: 'street', label: text('places.streets') },
              ]}
              onChange={setKind}
            />
            <TextField
              label={text('places.attribution')}
              value={attribution}
              maxLength={300}
              title={text('places.attributionHint')}
              onChange={setAttribution}
            />
            {shown.map((what) => (
              <ColumnField
                key={what}
                label={text(`places.column.${what}`)}
                source={source}
                value={columns[what]}
                required={needed.includes(what)}
                onChange={(column) => setColumns({ ...columns, [what]: column })}
              />
            ))}
          </div>
          <SourcePreview
            source={source}
            columns={[
              { label: text('places.column.name'), show: (row) => cellOf(row, columns.name) },
              { label: text('places.column.aliases'), show: (row) => cellOf(row, columns.aliases) },
              ...(kind === ''
                ? [
                    {
                      label: text('places.column.kind'),
                      show: (row: Source['rows'][number]) => cellOf(row, columns.kind),
                    },
                  ]
                : []),
              { label: text('places.column.category'), show: (row) => cellOf(row, columns.category) },
              { label: text('import.shape'), show: (row) => shapeWords(geometryOf(source, row, columns)) },
            ]}
          />
          {there && (
            <ReplaceConfirmation
              confirmed={confirmed === replacedDataset}
              onChange={(yes) => setConfirmed(yes ? replacedDataset : '')}
            >
              <p>{text('places.replaces', { dataset: there.dataset, count: there.count })}</p>
            </ReplaceConfirmation>
          )}
        </>
      )}
    </FormDialog>
  );
}
