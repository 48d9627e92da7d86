import { useState, type ReactNode } from 'react';
import { teamCapabilities, teamKinds, type TeamCapability, type TeamKind } from '#lib/contract';
import { useDesk } from '../../board/desk.js';
import { useFollowed } from '../../incident/use-incident.js';
import { useLanguage } from '../../language/language.js';
import { ChecksField, SelectField, TextField } from '../../look/fields.js';
import { RecordsImport } from './records-import.js';
import { usualNames } from './source.js';

type Column = 'base' | 'phone';

/** Teams of one kind from a file, each at its base: a point, and perhaps the facility it stands at. */
export function TeamsImport({ onDone }: { onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const present = useFollowed(() => desk.api.teams(true), 'teams', 0);
  const facilities = useFollowed(() => desk.api.facilities(), 'facilities', 0);
  const [kind, setKind] = useState<TeamKind>('home_visit_team');
  const [capabilities, setCapabilities] = useState<readonly TeamCapability[]>([]);
  const [minimumCrew, setMinimumCrew] = useState('2');
  const there = new Set((present.value?.items ?? []).map(({ callSign }) => callSign.toLowerCase()));
  const facilityIds = new Map(
    (facilities.value?.items ?? []).map(({ id, name }) => [name.toLowerCase(), id]),
  );
  return (
    <RecordsImport<Column>
      title={text('records.teams')}
      wanted={[
        {
          column: 'name',
          label: text('manage.callSign'),
          names: ['call_sign', 'callsign', ...usualNames.name],
        },
        { column: 'base', label: text('teams.base'), names: ['base', 'markas', 'name', 'nama'] },
        { column: 'phone', label: text('teams.phone'), names: usualNames.phone },
      ]}
      ready={present.value !== null && facilities.value !== null}
      unread={present.obstacle ?? facilities.obstacle}
      faultOf={({ base }) =>
        base === '' || facilityIds.has(base.toLowerCase()) ? null : text('records.unknownBase', { base })
      }
      isThere={({ name }) => there.has(name.toLowerCase())}
      create={({ name, base, phone }, point) =>
        desk.api.createTeam({
          callSign: name,
          kind,
          phone: phone || null,
          capabilities: [...capabilities],
          minimumCrew: Number(minimumCrew),
          base: point,
          baseFacilityId: facilityIds.get(base.toLowerCase()) ?? null,
        })
      }
      options={
        <>
          <div className="setting-fields">
            <SelectField
              label={text('overview.kind')}
              value={kind}
              options={teamKinds.map((value) => ({ value, label: text(`teamKind.${value}`) }))}
              onChange={setKind}
            />
            <TextField
              label={text('manage.minimumCrew')}
              type="number"
              min={1}
              max={20}
              required
              value={minimumCrew}
              onChange={setMinimumCrew}
            />
          </div>
          <ChecksField
            label={text('records.capabilities')}
            options={teamCapabilities.map((value) => ({ value, label: text(`capability.${value}`) }))}
            chosen={capabilities}
            onChange={setCapabilities}
          />
        </>
      }
      onDone={onDone}
    />
  );
}
