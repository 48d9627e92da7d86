import { callerNumberText, telephoneText } from './telephone.js';

describe('a telephone number', () => {
  it.each([
    ['+6285722010044', '0857-2201-0044'],
    ['+628123456789', '0812-3456-789'],
    ['+62227314001', '(022) 7314001'],
    ['+6561234567', '+65 6123 4567'],
  ])('%s is read as %s', (number, read) => expect(telephoneText(number)).toBe(read));

  it.each(['0812 99', 'ext. 201', '119', '+', '+62', ''])(
    'that is none (%s) stays as it was written',
    (words) => expect(telephoneText(words)).toBe(words),
  );

  it('that no call came with is said to be missing, and not left out', () => {
    const named = { text: (key: string) => key };
    expect(callerNumberText(null, named)).toBe('contacts.noNumber');
    expect(callerNumberText('+6285722010044', named)).toBe('0857-2201-0044');
  });
});
