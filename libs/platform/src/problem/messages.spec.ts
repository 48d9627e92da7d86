import { problemCodes } from '#lib/contract';
import { catalogues, localeFrom, problemFrom } from './messages.js';

describe('the message catalogues', () => {
  it('say the same things in both languages', () => {
    expect(Object.keys(catalogues.id.rules).sort()).toEqual(Object.keys(catalogues.en.rules).sort());
    for (const code of problemCodes) {
      const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      const [idTitle, idDetail] = catalogues.id.problems[code];
      const [enTitle, enDetail] = catalogues.en.problems[code];
      expect([idTitle, idDetail].every((text) => text.length > 0)).toBe(true);
      expect(placeholders(idTitle + idDetail)).toEqual(placeholders(enTitle + enDetail));
    }
  });

  it('name the field, the rule and what to do', () => {
    const problem = problemFrom(
      { code: 'validation_failed', fields: [{ field: 'place.lat', rule: 'max', parameters: { 0: 90 } }] },
      'id',
      'r-1',
    );
    expect(problem).toMatchObject({
      type: 'urn:layad:problem:validation_failed',
      status: 400,
      requestId: 'r-1',
      fields: [{ field: 'place.lat', rule: 'max', message: 'paling banyak 90' }],
    });
  });

  it.each([
    ['en', 'en'],
    ['en-GB,id;q=0.5', 'en'],
    ['fr, id;q=0.8, en;q=0.3', 'id'],
    ['fr', 'id'],
    [undefined, 'id'],
  ] as const)('are chosen by Accept-Language %p: %s', (header, locale) =>
    expect(localeFrom(header, 'id')).toBe(locale),
  );
});
