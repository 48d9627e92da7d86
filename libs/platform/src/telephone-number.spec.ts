import { e164From, telephoneNumberFrom, workTelephoneFrom } from './telephone-number.js';

describe('a telephone number', () => {
  it.each([
    ['08123456789', '+628123456789'],
    ['0812-3456-7890', '+6281234567890'],
    ['628123456789', '+628123456789'],
    ['+62 812 3456 789', '+628123456789'],
    ['006281234567890', '+6281234567890'],
    ['(022) 7314001', '+62227314001'],
    ['62222501234', '+62222501234'],
    ['tel:+62-812-3456-7890', '+6281234567890'],
    ['sip:+628123456789@pbx.example', '+628123456789'],
    ['+1 415 555 2671', '+14155552671'],
  ])('received as %s is %s', (received, expected) => {
    expect(e164From(received)).toBe(expected);
  });

  it.each(['anonymous', '119', '201', '2501234', '', '+99999999999'])('is not what %j holds', (received) => {
    expect(e164From(received)).toBeUndefined();
  });

  it.each([
    ['0812-3456-7890', '+6281234567890'],
    ['8123456789', '+628123456789'],
    ['(022) 7314001', '+62227314001'],
    ['201', '201'],
    ['0812', undefined],
    ['14045', undefined],
    ['119', undefined],
    ['1', undefined],
    ['7314001', undefined],
    ['saluran 5', undefined],
    ['0812-34', undefined],
  ])('of a colleague typed as %s is dialled as %s', (typed, expected) => {
    expect(workTelephoneFrom(typed)).toBe(expected);
  });

  it('stays as typed when it is not one', () => {
    expect(telephoneNumberFrom('ext. 201')).toBe('ext. 201');
    expect(telephoneNumberFrom('0812 3456 789')).toBe('+628123456789');
  });
});
