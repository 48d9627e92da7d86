import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entryNumber, type Card, type Protocol, type Script } from '../engine/index.js';
import { faultText, type Fault } from './fault.js';
import { readDocument, readProtocol, type Part, type Reading } from './protocol-reading.js';

/** Where the protocol that comes with the system lies: beside the sources, and as a copy beside what was built. */
export const builtInFolder = fileURLToPath(new URL('../../protocol', import.meta.url));

/** A protocol from a folder of cards and scripts, or from one file that holds all of it. */
export const readProtocolAt = (path: string): Reading =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readFolder(path) : readFile(path);

let builtIn: Protocol | undefined;

/**
 * The protocol that comes with the system.
 * @throws Error when it has faults: its tests let none pass, so the installation is damaged
 */
export function builtInProtocol(): Protocol {
  if (builtIn === undefined) {
    const { protocol, faults } = readFolder(builtInFolder);
    if (!protocol) throw new Error(`the built-in protocol is damaged: ${faults.map(told).join('; ')}`);
    builtIn = protocol;
  }
  return builtIn;
}

const told = (fault: Fault): string => `${fault.file ?? ''} ${fault.path}: ${faultText(fault, 'en')}`;

function readFolder(folder: string): Reading {
  const parts = [...filesIn(folder, 'cards'), ...filesIn(folder, 'scripts')].map(({ kind, file }) =>
    readPart(kind, folder, file),
  );
  const faults = parts.flatMap((part) => ('rule' in part ? [part] : []));
  const read = parts.filter((part): part is Part => 'content' in part);
  const { protocol, faults: others } = readProtocol(read);
  const misnamed = protocol ? read.flatMap(nameFault) : [];
  const all = [...faults, ...misnamed, ...others];
  return all.length > 0 || !protocol ? { faults: all } : { protocol, faults: [] };
}

function readFile(file: string): Reading {
  const part = readPart('card', '', file);
  if ('rule' in part) return { faults: [part] };
  const { protocol, faults } = readDocument(part.content);
  return { ...(protocol ? { protocol } : {}), faults: faults.map((fault) => ({ ...fault, file })) };
}

function filesIn(folder: string, name: 'cards' | 'scripts'): { kind: Part['kind']; file: string }[] {
  const inside = join(folder, name);
  if (!existsSync(inside)) return [];
  return readdirSync(inside)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ kind: name === 'cards' ? 'card' : 'script', file: `${name}/${file}` }));
}

function readPart(kind: Part['kind'], folder: string, file: string): Part | Fault {
  let text: string;
  try {
    text = readFileSync(join(folder, file), 'utf8');
  } catch {
    return { file, path: '', rule: 'unreadable' };
  }
  try {
    return { kind, file, content: JSON.parse(text) as unknown };
  } catch (error) {
    return { file, path: '', rule: 'notJson', about: { reason: (error as Error).message } };
  }
}

/** A file is called after what is in it, so that it is found: `06-choking.json`, `cprAdult.json`. */
function nameFault({ kind, file, content }: Part): Fault[] {
  const card = content as Card;
  const expected = kind === 'card' ? `${card.number}-${card.type}.json` : `${(content as Script).key}.json`;
  const name = file === undefined ? expected : basename(file);
  // The entry has the type of calls that nobody has told apart yet, and may be called after what it is.
  if (name === expected || (kind === 'card' && card.number === entryNumber && name.startsWith('00-')))
    return [];
  return [{ file, path: '', rule: 'fileName', about: { expected } }];
}
