import { meets, type Outcome } from './outcome.js';
import type { Row } from './row.js';

/** A row with what came out of it. */
export interface Measured {
  row: Pick<Row, 'measured' | 'against' | 'target'> & { name: string; unit: string };
  outcome: Outcome;
}

const headings = ['row', 'measured', 'Layad', 'baseline', 'unit', 'ratio', 'of rounds', 'target', ''];

/** For people: one line a row, columns aligned, and below it what each baseline is. */
export function tableOf(measured: readonly Measured[]): string {
  const lines = [headings, ...measured.map(lineOf)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const baselines = measured.map(({ row }) => `${row.name}: the baseline is ${row.against}.`);
  return [...table, '', ...baselines, ''].join('\n');
}

function lineOf({ row, outcome }: Measured): string[] {
  const { bound, ratio } = row.target;
  return [
    row.name,
    row.measured,
    significant(outcome.value),
    significant(outcome.baseline),
    row.unit,
    `${outcome.ratio.toFixed(2)}×`,
    `${outcome.lowestRatio.toFixed(2)}–${outcome.highestRatio.toFixed(2)}`,
    `${bound === 'at most' ? '≤' : '≥'} ${ratio}×`,
    meets(row.target, outcome) ? 'met' : 'missed',
  ];
}

/** For programs: one object with a key per row, on one line. */
export function jsonOf(measured: readonly Measured[]): string {
  const rows = measured.map(({ row, outcome: { value, baseline, ratio } }) => [
    row.name,
    { value: rounded(value), unit: row.unit, baseline: rounded(baseline), ratio: rounded(ratio) },
  ]);
  return JSON.stringify(Object.fromEntries(rows));
}

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;

/** Three significant figures, which is more than a busy machine repeats. */
const significant = (figure: number): string =>
  figure >= 100 ? Math.round(figure).toString() : figure.toPrecision(3);
