import { useState, type ReactNode } from 'react';
import { teamCapabilities, teamKinds, type TeamCapability, type TeamKind } from '#lib/contract';
import type { TeamResponse } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { readCoordinates, writeCoordinates } from '../call/coordinates.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { useStore } from '../live/store.js';
import type { Field } from '../look/differences.js';
import { ChecksField, SelectField, TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { FromFile } from './import/from-file.js';
import { TeamsImport } from './import/teams-import.js';
import { ManageList } from './manage-list.js';

/** Every team of the center: what it is, what it can do, and where it stands by. */
export function Teams(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  return (
    <ManageList
      title={text('manage.teams')}
      explanation={text('manage.teamsExplanation')}
      read={() => desk.api.teams(true)}
      columns={[
        { name: text('teams.team'), show: ({ callSign }) => callSign },
        { name: text('overview.kind'), show: ({ kind }) => text(`teamKind.${kind}`) },
        { name: text('teams.phone'), show: ({ phone }) => telephoneText(phone ?? '') },
        {
          name: text('manage.capabilities'),
          show: ({ capabilities }) => capabilities.map((name) => text(`capability.${name}`)).join(', '),
        },
        {
          name: text('users.state'),
          show: ({ active, onDuty }) =>
            text(active ? (onDuty ? 'overview.onDuty' : 'teamState.off_duty') : 'manage.retired'),
        },
      ]}
      besides={(reload) => <FromFile dialog={(done) => <TeamsImport onDone={done} />} onDone={reload} />}
      add={text('manage.addTeam')}
      dialog={(team, done) => <TeamDialog team={team} onDone={done} />}
    />
  );
}

type TeamFields = Pick<
  TeamResponse,
  'callSign' | 'kind' | 'phone' | 'capabilities' | 'minimumCrew' | 'baseFacilityId' | 'base' | 'active'
>;

function TeamDialog({ team, onDone }: { team: TeamResponse | null; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const facilities = useStore(desk.live.board, (board) => board?.facilities);
  const [callSign, setCallSign] = useState(team?.callSign ?? '');
  const [kind, setKind] = useState<TeamKind>(team?.kind ?? 'bls_ambulance');
  const [phone, setPhone] = useState(telephoneText(team?.phone ?? ''));
  const [capabilities, setCapabilities] = useState<readonly TeamCapability[]>(team?.capabilities ?? []);
  const [minimumCrew, setMinimumCrew] = useState(String(team?.minimumCrew ?? 2));
  const [baseFacilityId, setBaseFacilityId] = useState(team?.baseFacilityId ?? '');
  const [base, setBase] = useState(team ? writeCoordinates(team.base) : '');
  const [active, setActive] = useState(team?.active ?? true);
  const point = readCoordinates(base);
  const facility = facilities?.get(baseFacilityId);
  const body = {
    callSign: callSign.trim(),
    kind,
    phone: phone.trim() || null,
    capabilities: [...capabilities],
    minimumCrew: Number(minimumCrew),
    baseFacilityId: baseFacilityId || null,
    ...(point ? { base: point } : facility && { base: { lat: facility.lat, lon: facility.lon } }),
  };
  const fieldsOf = (record: Omit<TeamFields, 'base'> & { base?: TeamFields['base'] }): Field[] => [
    { label: text('manage.callSign'), value: record.callSign },
    { label: text('overview.kind'), value: text(`teamKind.${record.kind}`) },
    { label: text('teams.phone'), value: telephoneText(record.phone ?? '') },
    {
      label: text('manage.capabilities'),
      value: teamCapabilities
        .filter((name) => record.capabilities.includes(name))
        .map((name) => text(`capability.${name}`))
        .join(', '),
    },
    { label: text('manage.minimumCrew'), value: String(record.minimumCrew) },
    { label: text('teams.base'), value: facilities?.get(record.baseFacilityId ?? '')?.name ?? '' },
    { label: text('manage.basePoint'), value: record.base ? writeCoordinates(record.base) : base },
    { label: text('users.state'), value: text(record.active ? 'manage.inUse' : 'manage.retired') },
  ];
  return (
    <FormDialog
      title={team?.callSign ?? text('manage.addTeam')}
      submit={text('manage.save')}
      save={(version) =>
        team
          ? desk.api.changeTeam(team.id, { ...body, active }, version ?? team.version)
          : desk.api.createTeam(body)
      }
      versions={{ read: team, mine: fieldsOf({ ...body, active }), fieldsOf }}
      onDone={onDone}
    >
      <TextField
        label={text('manage.callSign')}
        value={callSign}
        required
        autoFocus
        maxLength={100}
        onChange={setCallSign}
      />
      <SelectField
        label={text('overview.kind')}
        value={kind}
        options={teamKinds.map((value) => ({ value, label: text(`teamKind.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={text('teams.phone')}
        type="tel"
        maxLength={40}
        value={phone}
        hint={text('manage.phoneHint')}
        onChange={setPhone}
      />
      <ChecksField
        label={text('manage.capabilities')}
        options={teamCapabilities.map((value) => ({ value, label: text(`capability.${value}`) }))}
        chosen={capabilities}
        onChange={setCapabilities}
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
      <SelectField
        label={text('teams.base')}
        value={baseFacilityId}
        options={[
          { value: '', label: '–' },
          ...[...(facilities?.values() ?? [])].map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => {
          setBaseFacilityId(id);
          const facility = facilities?.get(id);
          if (facility) setBase(writeCoordinates(facility));
        }}
      />
      <TextField
        label={text('manage.basePoint')}
        inputMode="decimal"
        placeholder={text('call.placeHint')}
        required
        value={base}
        onChange={setBase}
      />
      {team && (
        <label className="check">
          <input type="checkbox" checked={active} onChange={({ target }) => setActive(target.checked)} />
          <span>{text('manage.inUse')}</span>
        </label>
      )}
    </FormDialog>
  );
}
