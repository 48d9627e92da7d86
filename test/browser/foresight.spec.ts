import type { Page, Route } from 'playwright-core';
import { describeInBrowser, Desks, setNetwork } from './desks.js';

interface Recommended {
  items: { team: { callSign: string } }[];
  places: { best: { team: { callSign: string } } | null }[];
}

const asking = '**/api/v1/recommendations';
const aside = { lat: -6.918, lon: 107.606 };

describeInBrowser('whom the key sends', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const key = () => page.locator('.call-buttons .large');
  const first = () => page.locator('.foresight li').first();
  const notice = (words: string | RegExp) =>
    page.locator('[role=status]', { hasText: words }).first().waitFor();
  const write = async (complaint: string, place = `${aside.lat} ${aside.lon}`): Promise<void> => {
    await page.keyboard.press('F2');
    await page.keyboard.type(complaint);
    await page.locator('.call-form [data-place]').fill(place);
  };
  /** The team that the key names, once it names one. */
  const named = async (): Promise<string> => {
    await key()
      .filter({ hasText: /kirim \S+ · \d+ mnt/ })
      .waitFor();
    return /kirim (\S+) ·/.exec(await key().innerText())![1]!;
  };

  it('is said beside the form and on the key, and is who is sent', async () => {
    page = await desks.signIn('operator');
    await write('Ibu pingsan di warung');
    const team = await named();
    expect(await first().getAttribute('data-team')).toBe(team);
    await first().locator('strong', { hasText: 'mnt' }).waitFor();
    await page.locator('.foresight-plan', { hasText: 'P2 (sementara) meminta' }).waitFor();
    await page.locator('.priority-radios label').nth(1).click();
    await page.locator('.foresight-plan', { hasText: 'P1 meminta' }).waitFor();
    const sent = await named();
    await page.keyboard.press('Control+Enter');
    await notice(`ditawarkan ke ${sent}.`);
    await page
      .locator('.incident-row', { hasText: 'Ibu pingsan di warung' })
      .getByText(`Ditawarkan ke ${sent}`)
      .waitFor();
  });

  it('is another one at once when the team is taken by somebody else', async () => {
    page = await desks.signIn('operator');
    await write('Sesak di pasar');
    const team = await named();
    const { id } = await desks.layad.call({ complaint: 'Dekat sekali', ...aside, priority: 'P2' });
    await desks.layad.sendBest(id);
    await key().filter({ hasText: team }).waitFor({ state: 'detached' });
    expect(await named()).not.toBe(team);
  });

  it('is told when it was another one in the end', async () => {
    page = await desks.open();
    let shown = '';
    await page.route(asking, async (route: Route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Recommended;
      const best = body.items.at(-1)!;
      shown = best.team.callSign;
      await route.fulfill({ response: answer, json: { ...body, places: [{ ...body.places[0], best }] } });
    });
    await desks.enter(page, 'operator');
    await write('Kecelakaan di simpang');
    expect(await named()).toBe(shown);
    await page.keyboard.press('Control+Enter');
    await notice(new RegExp(`^Ditawarkan ke \\S+, bukan ${shown} `));
  });

  it('is not promised where it cannot be known', async () => {
    page = await desks.open();
    await page.route(asking, (route) => route.fulfill({ status: 503, body: '' }));
    await desks.enter(page, 'operator');
    await write('Server sibuk');
    await page.locator('.foresight-warning').waitFor();
    await key().filter({ hasText: 'Simpan dan kirim tim terdekat' }).waitFor();
    await page.unroute(asking);
    await named();
    await setNetwork(page, false);
    await page.locator('.foresight', { hasText: 'Tanpa sambungan' }).waitFor({ timeout: 60_000 });
    await key().filter({ hasText: 'Simpan di sini' }).waitFor();
    expect(await page.locator('.foresight li').count()).toBe(0);
    await setNetwork(page, true);
    await page.locator('.foresight li').first().waitFor({ timeout: 60_000 });
  }, 150_000);

  it('is never asked for a word that is typed', async () => {
    page = await desks.signIn('operator');
    await write('Bapak');
    await named();
    const asked: string[] = [];
    await page.route(asking, (route) => {
      asked.push(route.request().postData() ?? '');
      return route.continue();
    });
    const words = page.locator('.call-form [data-complaint]');
    await words.focus();
    await page.keyboard.type(' jatuh di kamar mandi, kepalanya terbentur lantai dan berdarah');
    await page.locator('.priority-radios label').nth(1).click();
    await page.locator('.foresight-plan', { hasText: 'P1 meminta' }).waitFor();
    // What only grew old, or hears of a team that came free, is asked again as it was; no request carries words.
    const questions = [...new Set(asked)].map((body) => JSON.parse(body) as { priority?: string });
    expect(questions.filter(({ priority }) => priority === 'P1')).toHaveLength(1);
    expect(questions.length).toBeLessThanOrEqual(2);
  });

  it('leaves the next act of the guidance in sight on a low screen, and counts down to the next pair of hands', async () => {
    await desks.layad.call({ complaint: 'Bapak jatuh dan diam', lat: -6.93, lon: 107.65, priority: 'P1' });
    let compressedSecondsAgo = 40;
    page = await desks.signIn('operator', { width: 1_366, height: 768 });
    await page.route('**/api/v1/triages/*/steps', async (route: Route) => {
      const answer = await route.fetch();
      const view = (await answer.json()) as { marks: { firstCompressionAt: string | null } };
      if (view.marks.firstCompressionAt !== null) {
        view.marks.firstCompressionAt = new Date(Date.now() - compressedSecondsAgo * 1_000).toISOString();
      }
      await route.fulfill({ response: answer, json: view });
    });
    await write('Bapak jatuh dan diam', '-6.9300 107.6500');
    await page.locator('.duplicates:not([data-found="0"])').waitFor();
    await named();
    await page.keyboard.press('F3');
    await page.locator('[data-asked=age] :focus').waitFor();
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.keyboard.press('2');
    await page.keyboard.press('2');
    await page.locator('[data-panel-key~="G"]:focus').waitFor();
    const seenWhole = async (act: string): Promise<boolean> => {
      const [box, column] = [
        await page.locator(act).boundingBox(),
        await page.locator('.call-aside .triage-now').boundingBox(),
      ];
      return box!.y >= column!.y && box!.y + box!.height <= column!.y + column!.height;
    };
    expect(await seenWhole('[data-panel-key~="G"]')).toBe(true);
    await page.keyboard.press('Enter');
    for (const step of ['speaker', 'floor', 'hands', 'press']) {
      await page.locator(`[data-step=${step}]:focus, [data-step=${step}] :focus`).waitFor();
      expect([step, await seenWhole(`[data-step=${step}] .button.primary`)]).toEqual([step, true]);
      await page.keyboard.press(step === 'floor' ? '1' : 'Enter');
    }
    await page.locator('[data-step=keepPressing]:focus').waitFor();
    await page.locator('.triage-rescuer', { hasText: /Ganti penolong dalam [01]:\d\d/ }).waitFor();
    for (const act of ['1', '2'])
      expect(await seenWhole(`.triage-step [data-panel-key="${act}"]`)).toBe(true);
    compressedSecondsAgo = 121;
    await page.keyboard.press('1');
    await page.locator('.triage-rescuer[data-due]', { hasText: 'Ganti penolong sekarang' }).waitFor();
    // Reading the step that has them change begins their two minutes anew.
    await page.keyboard.press('2');
    await page.locator('[data-step=change]').waitFor();
    await page.locator('.triage-rescuer', { hasText: /dalam [12]:\d\d/ }).waitFor();
    expect(await page.locator('.triage-rescuer[data-due]').count()).toBe(0);
  }, 90_000);

  it('is nobody where nobody is free: the incident waits', async () => {
    await desks.layad.changeSettings({ maximumDistanceMetres: 500 });
    page = await desks.signIn('operator');
    await write('Tidak ada yang dekat', '-6.9340 107.6600');
    await page.locator('.foresight', { hasText: 'Tidak ada tim yang cocok dan bebas' }).waitFor();
    await key().filter({ hasText: 'tunggu tim bebas' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await notice('belum ada tim');
  });
});
