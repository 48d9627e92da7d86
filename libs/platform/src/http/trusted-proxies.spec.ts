import { addressBehind } from './trusted-proxies.js';

describe('the address of a connection', () => {
  it.each([
    ['without proxies, whatever it claims', '198.51.100.7', 0, '10.0.0.1'],
    ['behind one', '198.51.100.7, 203.0.113.9', 1, '203.0.113.9'],
    ['behind two', '198.51.100.7, 203.0.113.9,10.0.0.2', 2, '203.0.113.9'],
    ['behind one that said nothing', undefined, 1, '10.0.0.1'],
  ])('%s', (_, forwardedFor, trusted, expected) => {
    expect(addressBehind('10.0.0.1', forwardedFor, trusted)).toBe(expected);
  });
});
