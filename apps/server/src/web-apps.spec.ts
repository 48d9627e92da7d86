import { isPage } from './web-apps.js';

const asked = (url: string, accept = 'text/html') => isPage({ url, headers: { accept } });

describe('an address that is no file', () => {
  it.each(['/', '/incidents/1?tab=notes', '//', '//[', '/apidocs'])('is a page of the console: %s', (url) =>
    expect(asked(url)).toBe(true),
  );

  it.each(['/api', '/api/v1/nothing', '/health/x?y', '/metrics?/', '/assets/gone.js', '/team'])(
    'is not where it belongs to the server: %s',
    (url) => expect(asked(url)).toBe(false),
  );

  it('is not for a program', () => expect(asked('/', 'application/json')).toBe(false));
});
