import { changedSettings, mergePatch, patchSettings, settingsFrom } from './settings-patch.js';

const fieldsOf = (chosen: Record<string, unknown>, patch: unknown) => {
  const patched = patchSettings(chosen, patch);
  return patched.accepted ? [] : patched.refusal.fields;
};

describe('a patch of the settings', () => {
  it('changes only what it names, at any depth', () => {
    const patched = patchSettings(
      { acknowledgeWithinSeconds: 45 },
      { targets: { response: { P1: { seconds: 480 } } } },
    );
    expect(patched.accepted && patched.value.chosen).toEqual({
      acknowledgeWithinSeconds: 45,
      targets: { response: { P1: { seconds: 480 } } },
    });
    expect(patched.accepted && patched.value.settings.targets.response).toMatchObject({
      P1: { seconds: 480, share: 0.9 },
      P2: { seconds: 2_400, share: 0.9 },
    });
  });

  it('goes back to the default with null', () => {
    const patched = patchSettings(
      { acknowledgeWithinSeconds: 45, targets: { answer: { seconds: 9 } } },
      { acknowledgeWithinSeconds: null, targets: { answer: { seconds: null } } },
    );
    expect(patched.accepted && patched.value.settings).toEqual(settingsFrom({}));
  });

  it('names the path of each wrong setting and what is wrong with it', () => {
    expect(
      fieldsOf(
        {},
        {
          acknowledgeWithinSeconds: 0,
          positionRetentionDays: 1.5,
          waitingIncidents: 'never',
          straightLine: { detourFactor: 'far', wings: 2 },
          targets: { answer: { share: 1.2 } },
          colour: 'red',
        },
      ),
    ).toEqual([
      { field: 'acknowledgeWithinSeconds', rule: 'min', parameters: { 0: 1 } },
      { field: 'waitingIncidents', rule: 'isIn', parameters: { 0: 'offer, suggest, off' } },
      { field: 'positionRetentionDays', rule: 'isInt' },
      { field: 'straightLine.detourFactor', rule: 'isNumber' },
      { field: 'straightLine.wings', rule: 'whitelistValidation' },
      { field: 'targets.answer.share', rule: 'max', parameters: { 0: 1 } },
      { field: 'colour', rule: 'whitelistValidation' },
    ]);
  });

  it.each([[null], [[]], ['text'], [7]])('refuses %j, which is no object', (patch) => {
    expect(fieldsOf({}, patch)).toEqual([{ field: 'body', rule: 'isObject' }]);
  });

  it('cannot reach the prototype of an object', () => {
    const poisoned: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    expect(mergePatch({}, poisoned)).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('is refused, however deep it nests', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    expect(fieldsOf({}, deep)).toEqual([{ field: 'a', rule: 'whitelistValidation' }]);
    expect(fieldsOf({}, { targets: deep })).toEqual([{ field: 'targets.a', rule: 'whitelistValidation' }]);
  });

  it('tells which choices it changed, made and took back', () => {
    const before = { acknowledgeWithinSeconds: 60, targets: { triage: { share: 0.8 } } };
    const after = { acknowledgeWithinSeconds: 60, targets: { triage: {}, answer: { seconds: 9 } } };
    expect(changedSettings(before, after)).toEqual(['targets.triage.share', 'targets.answer.seconds']);
  });
});
