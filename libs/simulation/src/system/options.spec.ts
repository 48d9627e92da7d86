import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentError } from 'commander';
import { moment, positiveNumber, serverAddress, timeZone, wholeNumber } from './options.js';

describe('options', () => {
  it.each([
    [serverAddress, 'http://127.0.0.1:3119/', 'http://127.0.0.1:3119'],
    [positiveNumber, '2.5', 2.5],
    [wholeNumber, '0', 0],
    [moment, '2017-01-01T00:00:00-08:00', new Date('2017-01-01T08:00:00Z')],
    [moment, '2017-01-01T08:00Z', new Date('2017-01-01T08:00:00Z')],
    [timeZone, 'Asia/Jayapura', 'Asia/Jayapura'],
  ] as [(text: string) => unknown, string, unknown][])('%p takes %s', (read, text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each([
    [serverAddress, 'localhost:3119'],
    [serverAddress, 'ftp://here'],
    [positiveNumber, '0'],
    [positiveNumber, '-1'],
    [positiveNumber, ''],
    [positiveNumber, 'fast'],
    [wholeNumber, '1.5'],
    [moment, '2017-01-01'],
    [moment, '2017-01-01T00:00:00'],
    [moment, '2017-13-01T00:00:00Z'],
    [timeZone, 'Asia/Bandung'],
  ] as [(text: string) => unknown, string][])('%p refuses "%s"', (read, text) => {
    expect(() => read(text)).toThrow(InvalidArgumentError);
  });
});
