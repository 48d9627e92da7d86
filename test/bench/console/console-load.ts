import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { percentile } from '#lib/kernel';
import { launchChromium } from '../../browser/chromium.js';
import type { Bench } from '../row.js';
import { setStage } from '../environment/stage.js';
import { BarePage } from './bare-page.js';
import { BusyCity, type CitySize } from './busy-city.js';
import { firstViewScriptBytes } from './first-view.js';
import { heldBytes } from './heap.js';
import { OperatorHands } from './operator-hands.js';
import { PaintTimes } from './paint-times.js';
import { profiled } from './profile.js';
import { signIn, type Account } from './sign-in.js';

/** A figure beside what it is measured against. */
interface Compared {
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly ratio: number;
}

export interface ConsoleFigures {
  readonly inputToPaintP95Ms: number;
  /** How much more the page holds at the end than after warming up: 0.2 is a fifth more. */
  readonly memoryGrowth: number;
  /** Kilobytes of 1,024 bytes, as they came over the wire. */
  readonly firstViewScriptKb: number;
  /** Against one field on an empty page while the same city is lived, before and after. */
  readonly inputToPaint: Compared;
  /** Against the beginning. */
  readonly memory: Compared;
  /** Against the size of the city that was wanted. */
  readonly events: Compared;
  readonly presses: number;
  readonly liveIncidents: number;
  readonly loadAverage: { readonly beginning: number; readonly end: number };
}

const size: CitySize = { incidents: 500, teams: 1_000, eventsASecond: 20 };
/** Half of it before the console is opened and half after it is closed. */
const longestBareSeconds = 20;
/** Memory is held against what it is once everything has been used for a while. */
const longestWarmUpSeconds = 60;
const screen = { viewport: { width: 1_366, height: 768 } };

/** An operator works for `seconds` at the console of a city in a bad hour. */
export async function measureConsole(bench: Bench, seconds: number): Promise<ConsoleFigures> {
  const { opened, progress } = bench;
  progress('setting the stage');
  const stage = await setStage(bench);
  progress(`founding a city with ${size.teams} teams and ${size.incidents} incidents`);
  const city = await BusyCity.found(stage, size);
  const browser = opened.add(await launchChromium(), (one) => one.close());
  const scriptBytes = await firstViewScriptBytes(browser, stage.url, stage.center.operator);
  city.begin();
  // In a browser of its own and without the console beside it, which would slow it down and so flatter itself.
  const bare = await BarePage.open(opened);
  const bareSeconds = Math.min(longestBareSeconds, seconds / 4);
  progress(`typing into an empty page for ${bareSeconds} s`);
  await workFor(bareSeconds, () => bare.typeARound());
  const desk = await openDesk(browser, stage.url, stage.center.operator);

  const warmUpSeconds = Math.min(longestWarmUpSeconds, seconds);
  progress(`warming up for ${warmUpSeconds} s`);
  await workFor(warmUpSeconds, () => desk.hands.workARound());
  await desk.times.forget();
  const heldAtFirst = await heldBytes(desk.session);
  const loadAtFirst = loadavg()[0]!;
  const eventsAtFirst = await city.events();
  progress(`working for ${seconds} s`);
  const began = performance.now();
  await profiled(desk.session, () => workFor(seconds, () => desk.hands.workARound()));
  const took = (performance.now() - began) / 1_000;
  const eventsASecond = ((await city.events()) - eventsAtFirst) / took;
  const heldAtLast = await heldBytes(desk.session);
  await desk.page.context().close();
  progress('typing into an empty page again');
  await workFor(bareSeconds, () => bare.typeARound());
  await city.end();
  progress(`${city.refusals} requests came too late`);

  const value = p95(desk.times);
  return {
    inputToPaintP95Ms: rounded(value),
    memoryGrowth: rounded(heldAtLast / heldAtFirst - 1),
    firstViewScriptKb: rounded(scriptBytes / 1_024),
    inputToPaint: compared(value, 'ms', p95(bare.times)),
    memory: compared(heldAtLast / 1_048_576, 'MB', heldAtFirst / 1_048_576),
    events: compared(eventsASecond, 'events/s', size.eventsASecond),
    presses: desk.times.milliseconds.length,
    liveIncidents: city.liveIncidents,
    loadAverage: { beginning: rounded(loadAtFirst), end: rounded(loadavg()[0]!) },
  };
}

async function openDesk(browser: Browser, url: string, account: Account) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const times = await PaintTimes.on(page);
  await page.goto(url);
  await signIn(page, account);
  await page.locator('.map-marks').waitFor();
  const session = await context.newCDPSession(page);
  return { page, times, session, hands: new OperatorHands(page, times) };
}

async function workFor(seconds: number, round: () => Promise<void>): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    await round();
  }
}

const p95 = ({ milliseconds }: PaintTimes): number =>
  percentile(
    milliseconds.toSorted((a, b) => a - b),
    0.95,
  )!;

const compared = (value: number, unit: string, baseline: number): Compared => ({
  value: rounded(value),
  unit,
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
});

const rounded = (figure: number): number => Math.round(figure * 1_000) / 1_000;
