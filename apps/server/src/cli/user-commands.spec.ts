import { PassThrough, Writable } from 'node:stream';
import { Command } from 'commander';
import { CenterModule } from '#lib/center';
import { IdentityModule, Users, type User } from '#lib/identity';
import { Ground } from '#testing';
import { addUserCommands } from './user-commands.js';
import { terminalOn } from './user-terminal.js';

const password = 'kuda lumping di Braga';

let ground: Ground;
let center: { id: string; code: string };

beforeAll(async () => {
  ground = await Ground.prepare([IdentityModule, CenterModule]);
});
beforeEach(async () => {
  center = await ground.newCenter();
});
afterAll(() => ground.close());

/** Runs a command line; `typed` is what stands on the standard input, or what a person types line by line. */
async function run(
  line: string[],
  { typed = '', person = false }: { typed?: string; person?: boolean } = {},
): Promise<{ results: string; questions: string }> {
  const input = Object.assign(new PassThrough(), { isTTY: person });
  const told = { results: '', questions: '' };
  const lines = typed.split('\n');
  const keeping = (kept: keyof typeof told) =>
    new Writable({
      write: (shown: Buffer, _encoding, done) => {
        told[kept] += shown.toString();
        if (person && shown.toString().endsWith(': ')) {
          setImmediate(() => input.write(`${lines.shift() ?? ''}\r`));
        }
        done();
      },
    });
  if (!person) input.end(typed);
  const program = new Command();
  const terminal = terminalOn({ input, questions: keeping('questions'), results: keeping('results') });
  addUserCommands(program, async () => ground.context, terminal);
  for (const command of program.commands.flatMap((parent) => [parent, ...parent.commands])) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(['user', ...line], { from: 'user' });
  return told;
}

const newName = () => `cli-${Math.random().toString(36).slice(2, 10)}`;
const found = async (username: string): Promise<User> => (await ground.get(Users).findByUsername(username))!;
const createLine = (username: string, ...more: string[]) => [
  'create',
  '--username',
  username,
  '--center',
  center.code,
  ...more,
];

describe('user create', () => {
  it('takes the password from the standard input without its end of line', async () => {
    const username = newName();
    const { results } = await run(
      createLine(username, '--role', 'admin', '--name', 'Siti Rahma', '--password-stdin'),
      { typed: `${password}\n` },
    );
    expect(results).toBe(`Created ${username} (admin).\n`);
    expect(await found(username)).toMatchObject({
      centerId: center.id,
      displayName: 'Siti Rahma',
      role: 'admin',
      mustChangePassword: false,
    });
  });

  it('asks a person twice and shows nothing of what is typed', async () => {
    const username = newName();
    const { questions } = await run(createLine(username, '--role', 'admin'), {
      typed: `${password}\n${password}`,
      person: true,
    });
    expect(questions).toBe('Password: \nThe same again: \n');
    expect(await found(username)).toBeDefined();
  });

  it('changes nothing when the two differ, or when there is nobody to ask', async () => {
    const username = newName();
    const line = createLine(username, '--role', 'admin');
    await expect(run(line, { typed: 'one of these\nanother one', person: true })).rejects.toThrow('differ');
    await expect(run(line)).rejects.toThrow('--password-stdin');
    expect(await found(username)).toBeUndefined();
  });

  it('binds a team’s user to the team with that call sign', async () => {
    const username = newName();
    await ground.dataSource.query(
      `insert into team (id, center_id, call_sign, kind, base_position, created_at)
       values (gen_random_uuid(), $1, 'AMB-07', 'bls_ambulance', 'POINT(107.6 -6.9)', now())`,
      [center.id],
    );
    const line = createLine(username, '--role', 'team', '--password-stdin', '--team');
    await run([...line, 'amb-07'], { typed: password });
    expect((await found(username)).teamId).toEqual(expect.any(String));
    await expect(run([...line, 'AMB-99'], { typed: password })).rejects.toThrow('AMB-99');
  });

  it('says clearly what is wrong', async () => {
    const username = newName();
    const admin = ['--role', 'admin', '--password-stdin'];
    await expect(run(createLine(username, ...admin), { typed: 'password1234' })).rejects.toThrow(
      'too easy to guess',
    );
    await run(createLine(username, ...admin), { typed: password });
    await expect(run(createLine(username, ...admin), { typed: password })).rejects.toThrow('is taken');
    await expect(run(createLine(newName(), '--role', 'king', '--password-stdin'))).rejects.toThrow('king');
    center = { ...center, code: 'NOWHERE' };
    await expect(run(createLine(newName(), ...admin), { typed: password })).rejects.toThrow('NOWHERE');
  });

  it('refuses user names that could not be typed at the sign-in', async () => {
    const line = createLine('siti rahma', '--role', 'admin', '--password-stdin');
    await expect(run(line, { typed: password })).rejects.toThrow('username');
  });
});

describe('a user', () => {
  let username: string;
  beforeEach(async () => {
    username = newName();
    for (const name of [newName(), username]) {
      await run(createLine(name, '--role', 'admin', '--password-stdin'), { typed: password });
    }
  });

  it('is listed with role and state, disabled and enabled', async () => {
    await run(['disable', username.toUpperCase()]);
    expect((await run(['list', '--center', center.code])).results).toMatch(
      new RegExp(`^${username} +admin +disabled +${username}$`, 'm'),
    );
    await run(['enable', username]);
    expect((await found(username)).disabled).toBe(false);
    expect((await run(['unlock', username])).results).toBe(`${username} is not locked.\n`);
  });

  it('gets a new password', async () => {
    const { results } = await run(['password', username, '--password-stdin'], {
      typed: 'angklung dari Saung Udjo',
    });
    expect(results).toContain('new password');
    expect((await found(username)).version).toBe(2);
  });

  it('that does not exist is named', async () => {
    await expect(run(['disable', 'nobody-here'])).rejects.toThrow('There is no user nobody-here.');
  });

  it('who is the last administrator stays', async () => {
    await run(['disable', username]);
    const [other] = (await run(['list', '--center', center.code])).results
      .split('\n')
      .filter((line) => line && !line.includes('disabled'))
      .map((line) => line.split(' ')[0]!);
    await expect(run(['disable', other!])).rejects.toThrow('last administrator');
  });
});
