import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { CenterModule } from '#lib/center';
import { builtInProtocol, ProtocolVersions, TriageModule, type Protocol } from '#lib/triage';
import { systemCaller } from '#lib/platform';
import { Ground } from '#testing';
import { addProtocolCommands } from './protocol-commands.js';

describe('the protocol commands', () => {
  let ground: Ground;
  let folder: string;

  beforeAll(async () => {
    ground = await Ground.prepare([CenterModule, TriageModule]);
    folder = mkdtempSync(join(tmpdir(), 'protocol-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await ground.close();
  });

  const run = async (...line: string[]): Promise<string> => {
    const told: string[] = [];
    const program = new Command();
    addProtocolCommands(
      program,
      async () => ground.context,
      (text) => told.push(text),
    );
    await program.parseAsync(['protocol', ...line], { from: 'user' });
    return told.join('\n');
  };
  const fileWith = (change: (protocol: Protocol) => void): string => {
    const protocol = JSON.parse(JSON.stringify(builtInProtocol())) as Protocol;
    change(protocol);
    const file = join(folder, 'protocol.json');
    writeFileSync(file, JSON.stringify(protocol));
    return file;
  };

  it('find nothing wrong with what comes with the system', async () => {
    expect(await run('check')).toMatch(/^No faults: 32 cards, \d+ scripts\.$/);
  });

  it('name every fault with its place, in both languages or in one', async () => {
    const file = fileWith(({ cards }) => {
      cards[6]!.title.en = '';
      cards[7]!.sources = [];
    });
    await expect(run('check', file)).rejects.toThrow(
      new RegExp(
        `^${file}: cards\\.06\\.title\\.en\n {2}Teks .*\n {2}The .* text is missing or empty\\.\nFaults: 1\\.`,
      ),
    );
    await expect(run('check', file, '--locale', 'id')).rejects.toThrow(/^[^\n]+\n {2}Teks [^\n]+\nFaults/);
  });

  it('add a changed protocol to a center as a new version, in force where that is asked', async () => {
    const center = await ground.newCenter();
    const file = fileWith(({ cards }) => (cards[6]!.title = { id: 'Dada sakit', en: 'Chest hurts' }));
    expect(await run('import', file, '--center', center.code, '--activate', '--note', 'ejaan')).toBe(
      'Version 2 is added, in force. Changed cards: 06.',
    );
    const { items } = await ground.get(ProtocolVersions).list(systemCaller(center.id));
    expect(items).toMatchObject([
      { number: 2, inForce: true, note: 'ejaan', madeBy: 'system' },
      { number: 1 },
    ]);
    await expect(run('import', file, '--center', center.code)).rejects.toThrow('version already');
    await expect(run('import', file, '--center', 'NOWHERE')).rejects.toThrow('NOWHERE');
  });
});
