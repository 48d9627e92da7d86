import { readdirSync, readFileSync } from 'node:fs';

interface Card {
  number: string;
  title: { id: string; en: string };
  questions: { ask: { id: string; en: string } }[];
}

/** The built-in protocol as one document, to be changed and added as a version. */
export function builtInProtocol(): { cards: Card[]; scripts: unknown[] } {
  const read = <T>(folder: string): T[] =>
    readdirSync(`libs/triage/protocol/${folder}`).map(
      (file) => JSON.parse(readFileSync(`libs/triage/protocol/${folder}/${file}`, 'utf8')) as T,
    );
  return { cards: read<Card>('cards'), scripts: read('scripts') };
}

export const diabetes = ({ cards }: { cards: Card[] }): Card => cards.find(({ number }) => number === '09')!;

/** What a person would choose in the dialog for files. */
export const protocolFile = (document: unknown): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'protocol.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(document)),
});
