import { ConfigurationError, readConfiguration, settingDescriptions } from './configuration.js';

const secret = 'x'.repeat(40);
const complaintAbout = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfiguration(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  return '';
};

describe('the configuration', () => {
  it('needs nothing on the embedded database, and binds to loopback', () => {
    expect(readConfiguration({})).toMatchObject({
      port: 3119,
      host: '127.0.0.1',
      role: 'all',
      databaseUrl: undefined,
    });
  });

  it('does not start on a server database without a secret', () => {
    expect(complaintAbout({ DATABASE_URL: 'postgres://u:p@h/d' })).toContain('LAYAD_SECRET');
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://u:hunter2@h/d', LAYAD_SECRET: secret }, 'DATABASE_URL'],
    [{ REDIS_URL: 'nowhere' }, 'REDIS_URL'],
    [{ LAYAD_ROLE: 'boss' }, 'LAYAD_ROLE'],
    [{ LAYAD_ROLE: 'worker' }, 'LAYAD_ROLE'],
    [{ HOST: '0.0.0.0' }, 'HOST'],
    [{ LAYAD_CLOCK: 'yesterday' }, 'LAYAD_CLOCK'],
    [{ ASTERISK_URL: 'ftp://pbx' }, 'ASTERISK_URL'],
    [{ ASTERISK_URL: 'http://pbx:8088' }, 'ASTERISK_USER'],
    [{ ASTERISK_URL: 'http://pbx:8088', ASTERISK_USER: 'somebody' }, 'ASTERISK_PASSWORD'],
    [
      { ASTERISK_URL: 'http://pbx:8088', ASTERISK_USER: 'somebody', ASTERISK_PASSWORD: 'hunter2' },
      'ASTERISK_CENTER',
    ],
    [{ ASTERISK_OPERATOR_ENDPOINT: 'PJSIP/101' }, 'ASTERISK_OPERATOR_ENDPOINT'],
    [{ LAYAD_SECRET: 'short' }, 'LAYAD_SECRET'],
    [{ LAYAD_SECRET_FILE: '/nowhere/at/all' }, 'LAYAD_SECRET_FILE'],
  ])('names what is wrong in one line, and never the value: %p', (environment, name) => {
    const complaint = complaintAbout(environment);
    expect(complaint).toContain(name);
    expect(complaint).not.toContain('\n');
    for (const value of Object.values(environment)) {
      if (value !== secret && !complaint.includes(`must look like`)) expect(complaint).not.toContain(value);
    }
  });

  it('says in plain words what a port may be', () => {
    for (const PORT of ['eighty', '70000', '-1', '3.5']) {
      expect(complaintAbout({ PORT })).toBe('PORT: must be a whole number from 0 to 65535');
    }
    expect(readConfiguration({ PORT: '8080' }).port).toBe(8080);
  });

  it('describes every setting, with its default and what it may be', () => {
    const settings = settingDescriptions();
    for (const { name, description } of settings)
      expect([name, description]).toEqual([name, expect.stringMatching(/./)]);
    const called = (name: string) => settings.find((setting) => setting.name === name);
    expect(called('PORT')).toMatchObject({ fallback: '3119', allowed: '0 to 65535' });
    expect(called('LAYAD_ROLE')).toMatchObject({ fallback: 'all', allowed: 'all, api, worker' });
  });

  it('reads the clock of a replay', () => {
    expect(readConfiguration({ LAYAD_CLOCK: '2017-01-01T08:00:00Z@60' }).clock).toEqual({
      start: new Date('2017-01-01T08:00:00Z'),
      speed: 60,
    });
  });
});
