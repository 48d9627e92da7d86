import { useState, type ReactNode } from 'react';
import {
  facilityCapabilities,
  facilityKinds,
  type FacilityCapability,
  type FacilityKind,
} from '#lib/contract';
import { useDesk } from '../../board/desk.js';
import { useFollowed } from '../../incident/use-incident.js';
import { useLanguage } from '../../language/language.js';
import { ChecksField, SelectField } from '../../look/fields.js';
import type { Cells } from './record-row.js';
import { RecordsImport } from './records-import.js';
import { usualNames } from './source.js';

type Column = 'kind' | 'address' | 'phone';

/** Facilities from a file: those of the same kind and name are there already. */
export function FacilitiesImport({ onDone }: { onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const present = useFollowed(() => desk.api.facilities(true), 'facilities', 0);
  const [fallback, setFallback] = useState<FacilityKind>('hospital');
  const [capabilities, setCapabilities] = useState<readonly FacilityCapability[]>([]);
  const keyOf = (kind: string, name: string): string => `${kind} ${name.toLowerCase()}`;
  const there = new Set((present.value?.items ?? []).map(({ kind, name }) => keyOf(kind, name)));
  const kindOf = ({ kind }: Cells<Column>): FacilityKind =>
    facilityKinds.find((name) => [name, text(`facilityKind.${name}`)].includes(kind.toLowerCase())) ??
    fallback;
  return (
    <RecordsImport<Column>
      title={text('records.facilities')}
      wanted={[
        { column: 'name', label: text('users.name'), names: usualNames.name },
        { column: 'kind', label: text('overview.kind'), names: ['kind', 'jenis'] },
        { column: 'address', label: text('call.address'), names: usualNames.address },
        { column: 'phone', label: text('call.phone'), names: usualNames.phone },
      ]}
      ready={present.value !== null}
      unread={present.obstacle}
      isThere={(cells) => there.has(keyOf(kindOf(cells), cells.name))}
      create={({ name, address, phone, ...cells }, point) =>
        desk.api.createFacility({
          name,
          kind: kindOf({ name, address, phone, ...cells }),
          ...point,
          address: address || null,
          phone: phone || null,
          capabilities: [...capabilities],
        })
      }
      options={
        <>
          <SelectField
            label={text('records.kindOtherwise')}
            value={fallback}
            options={facilityKinds.map((value) => ({ value, label: text(`facilityKind.${value}`) }))}
            onChange={setFallback}
          />
          <ChecksField
            label={text('records.capabilities')}
            options={facilityCapabilities.map((value) => ({
              value,
              label: text(`facilityCapability.${value}`),
            }))}
            chosen={capabilities}
            onChange={setCapabilities}
          />
        </>
      }
      onDone={onDone}
    />
  );
}
