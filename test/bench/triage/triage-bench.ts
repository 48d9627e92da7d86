import { parseArgs } from 'node:util';
import { builtInProtocol, readyProtocol } from '#lib/triage';
import { outcomeOf } from '../outcome.js';
import { jsonOf, tableOf } from '../report.js';
import { inTurns, roundsOf } from '../rounds.js';
import { foldArrays, runTriages } from './random-triages.js';

const rounds = 5;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    triages: { type: 'string', default: '1000000' },
  },
});
const triages = Number(values.triages);
if (!Number.isInteger(triages) || triages < rounds) {
  throw new Error(`--triages takes a whole number of at least ${rounds}`);
}

const protocol = readyProtocol(builtInProtocol());
const determinants = new Set<string>();
const perRound = Math.ceil(triages / rounds);

/** Triages a second of a round, and how many arrays a second are folded. */
const played = await roundsOf({ rounds, mostSeconds: Infinity }, async (round) => {
  let outcome = { triages: perRound, events: perRound * 12, determinants: new Map<string, number>() };
  const [value, baseline] = await inTurns(
    round,
    async () => perSecond(() => (outcome = runTriages(protocol, perRound, round))),
    async () => perSecond(() => foldArrays(protocol, outcome, round)),
  );
  for (const code of outcome.determinants.keys()) determinants.add(code);
  process.stderr.write(`round ${round + 1}: ${Math.round(value)} triages/s\n`);
  return { value, baseline };
});

const measured = [
  {
    row: {
      name: 'triage',
      measured: `${perRound * rounds} random triages on the built-in protocol (${determinants.size} determinants)`,
      against: 'as many arrays of as many answers, each folded into a map',
      unit: 'triages/s',
      target: { bound: 'at least' as const, ratio: 0.1 },
    },
    outcome: outcomeOf(played),
  },
];
process.stdout.write(values.json ? `${jsonOf(measured)}\n` : `\n${tableOf(measured)}`);

function perSecond(work: () => unknown): number {
  const start = performance.now();
  work();
  return perRound / ((performance.now() - start) / 1000);
}
