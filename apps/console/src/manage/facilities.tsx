import { useState, type ReactNode } from 'react';
import {
  facilityCapabilities,
  facilityKinds,
  type FacilityCapability,
  type FacilityKind,
} from '#lib/contract';
import type { FacilityResponse } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { readCoordinates, writeCoordinates } from '../call/coordinates.js';
import { useLanguage } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { ChecksField, SelectField, TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';
import { FromFile } from './import/from-file.js';
import { FacilitiesImport } from './import/facilities-import.js';
import { ManageList } from './manage-list.js';

/** Hospitals, health centers, clinics and bases. */
export function Facilities(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  return (
    <ManageList
      title={text('manage.facilities')}
      explanation={text('manage.facilitiesExplanation')}
      read={() => desk.api.facilities(true)}
      columns={[
        { name: text('facilities.facility'), show: ({ name }) => name },
        { name: text('overview.kind'), show: ({ kind }) => text(`facilityKind.${kind}`) },
        {
          name: text('manage.capabilities'),
          show: ({ capabilities }) =>
            capabilities.map((name) => text(`facilityCapability.${name}`)).join(', '),
        },
        {
          name: text('users.state'),
          show: ({ active }) => text(active ? 'manage.inUse' : 'manage.retired'),
        },
      ]}
      besides={(reload) => <FromFile dialog={(done) => <FacilitiesImport onDone={done} />} onDone={reload} />}
      add={text('manage.addFacility')}
      dialog={(facility, done) => <FacilityDialog facility={facility} onDone={done} />}
    />
  );
}

type FacilityFields = Pick<
  FacilityResponse,
  'name' | 'kind' | 'lat' | 'lon' | 'address' | 'phone' | 'capabilities' | 'active'
>;

function FacilityDialog({
  facility,
  onDone,
}: {
  facility: FacilityResponse | null;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [name, setName] = useState(facility?.name ?? '');
  const [kind, setKind] = useState<FacilityKind>(facility?.kind ?? 'hospital');
  const [place, setPlace] = useState(facility ? writeCoordinates(facility) : '');
  const [address, setAddress] = useState(facility?.address ?? '');
  const [phone, setPhone] = useState(facility?.phone ?? '');
  const [capabilities, setCapabilities] = useState<readonly FacilityCapability[]>(
    facility?.capabilities ?? [],
  );
  const [active, setActive] = useState(facility?.active ?? true);
  const body = {
    name: name.trim(),
    kind,
    ...(readCoordinates(place) ?? { lat: NaN, lon: NaN }),
    address: address.trim() || null,
    phone: phone.trim() || null,
    capabilities: [...capabilities],
  };
  const fieldsOf = (record: FacilityFields): Field[] => [
    { label: text('users.name'), value: record.name },
    { label: text('overview.kind'), value: text(`facilityKind.${record.kind}`) },
    { label: text('manage.point'), value: writeCoordinates(record) },
    { label: text('call.address'), value: record.address ?? '' },
    { label: text('call.phone'), value: record.phone ?? '' },
    {
      label: text('manage.capabilities'),
      value: facilityCapabilities
        .filter((capability) => record.capabilities.includes(capability))
        .map((capability) => text(`facilityCapability.${capability}`))
        .join(', '),
    },
    { label: text('users.state'), value: text(record.active ? 'manage.inUse' : 'manage.retired') },
  ];
  return (
    <FormDialog
      title={facility?.name ?? text('manage.addFacility')}
      submit={text('manage.save')}
      save={(version) =>
        facility
          ? desk.api.changeFacility(facility.id, { ...body, active }, version ?? facility.version)
          : desk.api.createFacility(body)
      }
      versions={{ read: facility, mine: fieldsOf({ ...body, active }), fieldsOf }}
      onDone={onDone}
    >
      <TextField
        label={text('users.name')}
        value={name}
        required
        autoFocus
        maxLength={200}
        onChange={setName}
      />
      <SelectField
        label={text('overview.kind')}
        value={kind}
        options={facilityKinds.map((value) => ({ value, label: text(`facilityKind.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={text('manage.point')}
        inputMode="decimal"
        placeholder={text('call.placeHint')}
        required
        value={place}
        onChange={setPlace}
      />
      <TextField label={text('call.address')} value={address} maxLength={500} onChange={setAddress} />
      <TextField label={text('call.phone')} type="tel" value={phone} maxLength={40} onChange={setPhone} />
      <ChecksField
        label={text('manage.capabilities')}
        options={facilityCapabilities.map((value) => ({
          value,
          label: text(`facilityCapability.${value}`),
        }))}
        chosen={capabilities}
        onChange={setCapabilities}
      />
      {facility && (
        <label className="check">
          <input type="checkbox" checked={active} onChange={({ target }) => setActive(target.checked)} />
          <span>{text('manage.inUse')}</span>
        </label>
      )}
    </FormDialog>
  );
}
