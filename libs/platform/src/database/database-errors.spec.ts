import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { transientError, uniqueViolation } from './database-errors.js';

function failed(code: string, constraint?: string): QueryFailedError {
  return new QueryFailedError('select 1', [], Object.assign(new Error('refused'), { code, constraint }));
}

describe('an error of the database', () => {
  it.each(['40001', '40P01', '57P01', '57P03', '08006', '08003', 'ECONNRESET'])(
    'is transient with the code %s',
    (code) => {
      expect(transientError(failed(code))).toBe(true);
    },
  );

  it.each(['23505', '42P01', '22P02', '57014', '08'])('is lasting with the code %s', (code) => {
    expect(transientError(failed(code))).toBe(false);
  });

  it('is transient when the driver lost its connection and gives no code', () => {
    expect(transientError(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(transientError(new Error('timeout exceeded when trying to connect'))).toBe(true);
  });

  it('is transient when no address of the server answered', () => {
    expect(transientError(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]))).toBe(
      true,
    );
  });

  it.each([undefined, null, 'text', new Error('Connection of the teams failed')])(
    'is lasting when it is something else: %s',
    (error) => {
      expect(transientError(error)).toBe(false);
      expect(uniqueViolation(error)).toBe(false);
    },
  );

  it('names the unique index that refused', () => {
    expect(uniqueViolation(failed('23505', 'one_live_assignment'), 'one_live_assignment')).toBe(true);
    expect(uniqueViolation(failed('23505', 'one_live_assignment'), 'call_sign')).toBe(false);
    expect(uniqueViolation(failed('23503', 'one_live_assignment'))).toBe(false);
  });
});
