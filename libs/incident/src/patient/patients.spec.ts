import { uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { IncidentClosing } from '../incident/incident-closing.js';
import { IncidentEditing } from '../incident/incident-editing.js';
import type { IncidentView } from '../incident/incident.view.js';
import { TeamVisibility } from '../incident/team-visibility.js';
import { Notes } from '../note/notes.js';
import { IncidentGround } from '../testing/incident-ground.js';
import type { PatientRequest } from './patient.dto.js';
import { Patients } from './patients.js';
import type { PatientView } from './patient.view.js';

describe('a patient', () => {
  let on: IncidentGround;
  let centerId: string;
  let operator: Caller;
  let incident: IncidentView;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    on.get(TeamVisibility).provide(() => Promise.resolve([]));
    centerId = (await on.newCenter()).id;
    operator = on.caller(centerId);
    incident = await on.open(operator);
  });

  const add = (request: PatientRequest, by = operator) => on.get(Patients).add(by, incident.id, request);
  const change = (patient: PatientView, request: PatientRequest, by = operator) =>
    on.get(Patients).change(by, incident.id, patient.id, `"${patient.version}"`, request);
  const journalled = async () => (await on.journal(centerId)).slice(1);

  it('is numbered in the order of adding, and told without a word about the person', async () => {
    const first = valueOf(await add({ name: 'RAHASIA', condition: 'RAHASIA' }));
    const second = valueOf(await add({}));
    expect([first.ordinal, second.ordinal]).toEqual([1, 2]);
    expect(first).toMatchObject({ name: 'RAHASIA', sex: 'unknown', ageYears: null, version: 1 });
    expect(await journalled()).toMatchObject([
      { type: 'incident.patient_added', subjectId: incident.id, payload: { patientId: first.id } },
      { type: 'incident.patient_added', subjectId: incident.id, payload: { patientId: second.id } },
    ]);
    expect(JSON.stringify(await journalled())).not.toContain('RAHASIA');
  });

  it('changes in what is named, and tells the names of the fields', async () => {
    const patient = valueOf(await add({ name: 'Budi', ageYears: 40 }));
    const changed = valueOf(await change(patient, { ageYears: null, sex: 'male', name: 'Budi' }));
    expect(changed).toMatchObject({ name: 'Budi', sex: 'male', ageYears: null, version: 2 });
    expect((await journalled()).at(-1)).toMatchObject({
      type: 'incident.patient_changed',
      payload: { patientId: patient.id, fields: ['sex', 'ageYears'] },
    });
  });

  it('keeps its version when nothing changes', async () => {
    const patient = valueOf(await add({ name: 'Budi' }));
    expect(valueOf(await change(patient, { name: 'Budi' }))).toEqual(patient);
    expect(await journalled()).toHaveLength(1);
  });

  it('is not overwritten by who has not read it', async () => {
    const patient = valueOf(await add({}));
    const current = valueOf(await change(patient, { name: 'Budi' }));
    expect(refusalOf(await change(patient, { name: 'Asep' }))).toEqual({ code: 'version_mismatch', current });
    expect(
      refusalOf(await on.get(Patients).change(operator, incident.id, patient.id, undefined, {})).code,
    ).toBe('if_match_required');
  });

  it('leaves the incident’s version alone, so that an operator’s edit goes through', async () => {
    valueOf(await add({}));
    expect(
      valueOf(await on.get(IncidentEditing).edit(operator, incident.id, '"1"', { priority: 'P1' })).version,
    ).toBe(2);
  });

  it('is tagged black in a mass-casualty incident only', async () => {
    expect(refusalOf(await add({ tag: 'black' }))).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'tag', rule: 'onlyWith' }],
    });
    const patient = valueOf(await add({ tag: 'red' }));
    expect(refusalOf(await change(patient, { tag: 'black' })).code).toBe('validation_failed');
    await on.get(IncidentEditing).edit(operator, incident.id, '"1"', { type: 'mass_casualty' });
    expect(valueOf(await change(patient, { tag: 'black' })).tag).toBe('black');
  });

  it('is not added to or changed in a closed incident', async () => {
    const patient = valueOf(await add({}));
    const current = valueOf(
      await on.get(IncidentClosing).close(operator, incident.id, { disposition: 'refused' }),
    );
    expect(refusalOf(await add({}))).toEqual({ code: 'incident_closed', current });
    expect(refusalOf(await change(patient, { name: 'x' })).code).toBe('incident_closed');
  });

  it('is not found through another incident or center', async () => {
    const patient = valueOf(await add({}));
    const other = await on.open(operator);
    const patients = on.get(Patients);
    expect(refusalOf(await patients.change(operator, other.id, patient.id, '"1"', {})).code).toBe(
      'not_found',
    );
    const elsewhere = on.caller((await on.newCenter()).id);
    expect(refusalOf(await change(patient, {}, elsewhere)).code).toBe('not_found');
    expect(refusalOf(await add({}, elsewhere)).code).toBe('not_found');
  });

  it('is added by a team to the incidents it was sent to only, notes likewise', async () => {
    const team = on.caller(centerId, 'team', { teamId: uuidv7() });
    expect(refusalOf(await add({}, team)).code).toBe('not_found');
    expect(refusalOf(await on.get(Notes).add(team, incident.id, { text: 'x' })).code).toBe('not_found');
    on.get(TeamVisibility).provide(() => Promise.resolve([incident.id]));
    const patient = valueOf(await add({ name: 'Budi' }, team));
    expect(valueOf(await change(patient, { condition: 'sadar' }, team)).condition).toBe('sadar');
    expect(valueOf(await on.get(Notes).add(team, incident.id, { text: 'tiba' }))).toMatchObject({
      text: 'tiba',
      author: team.actor,
    });
  });

  describeOnServer('added by several at once', () => {
    it('is numbered without gaps', async () => {
      const added = await Promise.all(Array.from({ length: 12 }, () => add({})));
      expect(added.map((result) => valueOf(result).ordinal).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 12 }, (_, index) => index + 1),
      );
    });

    it('is never left tagged black by a change of type at the same moment', async () => {
      for (let round = 0; round < 10; round++) {
        incident = await on.open(operator, { type: 'mass_casualty' });
        const [typed, tagged] = await Promise.all([
          on.get(IncidentEditing).edit(operator, incident.id, '"1"', { type: 'fall' }),
          add({ tag: 'black' }),
        ]);
        expect([typed.accepted, tagged.accepted].filter(Boolean)).toHaveLength(1);
      }
    });
  });
});
