import type { Locator, Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { unfittingCall } from './triaged-call.js';

/** What the keyboard sends for what stands on the sheet. */
const keyOf: Readonly<Record<string, string>> = {
  '⏎': 'Enter',
  '↓': 'ArrowDown',
  '↑': 'ArrowUp',
  'Ctrl + ⏎': 'Control+Enter',
  'Ctrl + S': 'Control+s',
  '⌫': 'Backspace',
  Esc: 'Escape',
};

describeInBrowser('every key on the sheet of shortcuts', () => {
  let desks: Desks;
  let page: Page;
  let made = 0;
  const incidents: string[] = [];
  beforeAll(async () => {
    desks = await Desks.prepare();
    page = await desks.signIn('operator');
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(async () => {
    // Their teams are free again for the next test.
    for (const id of incidents.splice(0)) {
      const { state } = await desks.layad.get<{ state: string }>(`/incidents/${id}`);
      if (state !== 'closed') await desks.layad.post(`/incidents/${id}/close`, { disposition: 'cancelled' });
    }
    // An answer of the protocol that is on its way may write the draft once more.
    do {
      await page.evaluate(`for (const name of Object.keys(localStorage)) {
        if (name.startsWith('layad.draft')) localStorage.removeItem(name);
      }`);
      await page.reload();
      await page.locator('.queue-pane').waitFor();
    } while ((await page.locator('.call-form').count()) > 0);
  });

  const press = (key: string): Promise<void> =>
    page.keyboard.press(keyOf[key] ?? (key.length === 1 ? key.toLowerCase() : key));
  const row = (words: string): Locator => page.locator('.incident-row', { hasText: words });
  const seen = (selector: string): Promise<void> => page.locator(selector).first().waitFor();
  const dialog = (title: RegExp): Promise<void> =>
    page.locator('dialog[open] h2', { hasText: title }).waitFor();

  /** An incident of the test's own, far from those of the others. */
  const call = async (priority = 'P2'): Promise<{ id: string; words: string }> => {
    made += 1;
    const words = `Kejadian ke-${made} `;
    const place = { lat: -6.87 - made * 0.003, lon: 107.58 + made * 0.003 };
    const { id } = await desks.layad.call({ complaint: `${words}malam ini`, ...place, priority });
    incidents.push(id);
    return { id, words };
  };
  const open = async ({ id, words }: { id: string; words: string }): Promise<void> => {
    await row(words).locator('button').click();
    // A pointer that rests on the list keeps new rows waiting.
    await page.mouse.move(700, 20);
    await seen(`.incident-pane[data-incident="${id}"] .caller-words .link`);
  };
  const opened = async (): Promise<{ id: string; words: string }> => {
    const incident = await call();
    await open(incident);
    return incident;
  };
  const sent = async (): Promise<void> => {
    const incident = await call();
    await desks.layad.sendBest(incident.id);
    await open(incident);
    await seen('.assignment[data-live] [data-shortcut=S]');
  };
  const unfitting = async (): Promise<void> => {
    made += 1;
    const words = `Tidak cocok ${made} `;
    const id = await unfittingCall(desks.layad, words);
    incidents.push(id);
    await open({ id, words });
    await seen('.response-difference [data-shortcut=Z]');
  };
  const taken = async (): Promise<string> => {
    made += 1;
    const words = `Lewat telepon ${made} `;
    await page.keyboard.press('F2');
    await page.keyboard.type(`${words}malam ini`);
    await page.locator('.call-form [data-place]').fill(`${-6.87 - made * 0.003}, 107.7`);
    return words;
  };
  /** Ids of the queue's rows, top first. */
  const rows = (): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll('button[data-incident]')].map((it) => it.dataset.incident)`);
  const twoRows = async (): Promise<string[]> => {
    for (const { words } of [await call(), await call()]) await row(words).waitFor();
    return rows();
  };
  const isChosen = (id: string | undefined): Promise<void> => seen(`.incident-pane[data-incident="${id}"]`);
  const sendsOffer = async (key: string, place: number): Promise<void> => {
    await opened();
    await seen(`button[data-send="${place}"]`);
    const offer = page.locator('.team-offer').nth(place - 1);
    const callSign = await offer.locator('strong').first().innerText();
    await press(key);
    await page.locator('.assignment[data-live] strong', { hasText: callSign }).waitFor();
  };
  const next = (key: string) => async () => {
    const [first, second] = await twoRows();
    await press(key);
    await isChosen(first);
    await press(key);
    await isChosen(second);
  };
  const previous = (key: string) => async () => {
    const ids = await twoRows();
    await press(key);
    await isChosen(ids.at(-1));
    await press(key);
    await isChosen(ids.at(-2));
  };
  const begins = (key: string) => async () => {
    await press(key);
    await seen('.call-form [data-complaint]:focus');
  };
  const asks = (key: string, title: RegExp) => async () => {
    await opened();
    await press(key);
    await dialog(title);
  };

  /** The protocol beside a call, at a question that digits answer; the key for what is not known led there. */
  const answering = async (): Promise<void> => {
    await taken();
    await press('F3');
    await seen('[data-asked=age] :focus');
    await press('U');
    await seen('[data-asked=awake]:focus');
  };
  const guided = async (): Promise<void> => {
    await answering();
    await press('2');
    await seen('[data-asked=breathingNormally]:focus');
    await press('2');
    await seen('[data-panel-key~="G"]:focus');
  };

  const proofs: Readonly<Record<string, () => Promise<void>>> = {
    F1: async () => {
      const contact = { channel: 'voice', callerNumber: '0813-7777-0001' };
      const { id } = await desks.layad.post<{ id: string }>('/contacts', contact);
      await seen('.contact[data-state=ringing]');
      await press('F1');
      await seen('.contact[data-state=answered]');
      expect(await desks.layad.get(`/contacts/${id}`)).toMatchObject({ state: 'answered' });
    },
    F2: begins('F2'),
    N: begins('N'),
    F3: async () => {
      await taken();
      await press('F3');
      await seen('.protocol [data-asked] :focus');
    },
    F4: async () => {
      const { id } = await desks.layad.call({
        complaint: 'Bus terbalik',
        lat: -6.96,
        lon: 107.7,
        priority: 'P2',
      });
      await press('F2');
      await page.keyboard.type('Ada bus terbalik');
      await page.locator('.call-form [data-place]').fill('-6.9600 107.7000');
      await seen('button[data-link-first]');
      await press('F4');
      await isChosen(id);
    },
    F8: async () => {
      await opened();
      const urgent = await call('P1');
      await seen('.more-urgent');
      await press('F8');
      await isChosen(urgent.id);
    },
    F9: async () => {
      const find = async (name: string): Promise<void> => {
        await page.locator('.call-form [data-place]').fill(name);
        await seen('.call-form [role=option][aria-selected=true]');
        await page.locator('.call-form [data-place]').press('Enter');
      };
      await press('F2');
      await page.keyboard.type('Jatuh dari motor');
      await find('Jalan Braga');
      await page.locator('.call-form [data-address]').fill('Jl. Mawar 3');
      await find('Jalan Asia Afrika');
      await seen('[data-take-address]');
      await press('F9');
      await page.locator('[data-take-address]').waitFor({ state: 'detached' });
      expect(await page.locator('.call-form [data-address]').inputValue()).toBe('Jalan Asia Afrika');
    },
    'Ctrl + ⏎': async () => {
      const words = await taken();
      await press('Ctrl + ⏎');
      await row(words).locator('[data-team-state=alerted]').waitFor();
    },
    'Ctrl + S': async () => {
      const words = await taken();
      // A button that was pressed and is gone takes the focus with it.
      await page.evaluate('document.activeElement.blur()');
      await press('Ctrl + S');
      await row(words).locator('[data-team-state=none]').waitFor();
    },
    J: next('J'),
    '↓': next('↓'),
    K: previous('K'),
    '↑': previous('↑'),
    R: async () => {
      const { words } = await call();
      await row(words).locator('button').focus();
      await row(words).hover();
      const other = await call('P1');
      await seen('.queue-news');
      await press('R');
      await row(other.words).waitFor();
    },
    '⏎': () => sendsOffer('⏎', 1),
    2: () => sendsOffer('2', 2),
    3: () => sendsOffer('3', 3),
    1: async () => {
      await answering();
      await press('1');
      await seen('[data-asked=breathingNormally]:focus');
    },
    '⌫': async () => {
      await answering();
      await press('⌫');
      await seen('[data-asked=age] :focus');
    },
    U: answering,
    G: async () => {
      await guided();
      await press('G');
      await seen('[data-step=speaker] :focus');
    },
    Q: async () => {
      await guided();
      await press('Q');
      await seen('[data-asked]:not([data-asked=awake]):focus');
      await press('G');
      await seen('[data-step=speaker] :focus');
    },
    V: async () => {
      await guided();
      await press('⏎');
      for (const step of ['speaker', 'floor', 'hands']) {
        await seen(`[data-step=${step}]:focus, [data-step=${step}] :focus`);
        await press(step === 'floor' ? '1' : '⏎');
      }
      await seen('.triage-pace');
      await press('V');
      await seen('.triage-pace [aria-pressed=true]');
    },
    Esc: async () => {
      await answering();
      await press('Esc');
      await seen('.call-form [data-complaint]:focus');
    },
    B: async () => {
      await unfitting();
      const before = await page.locator('.assignment[data-live]').count();
      await press('B');
      await page.locator('.assignment[data-live]').nth(before).waitFor();
    },
    Z: async () => {
      await unfitting();
      await press('Z');
      await seen('.assignment[data-state=recalled]');
      await page.locator('[data-shortcut=Z]').waitFor({ state: 'detached' });
    },
    S: async () => {
      await sent();
      await press('S');
      await seen('.assignment[data-state=acknowledged]');
    },
    X: async () => {
      await sent();
      await press('X');
      await dialog(/^Tarik /);
    },
    D: async () => {
      await sent();
      await press('D');
      await dialog(/^Alihkan /);
    },
    P: asks('P', /^Tambah pasien/),
    L: async () => {
      await opened();
      await press('L');
      await seen('.place-form');
    },
    E: asks('E', /^Ubah insiden /),
    A: async () => {
      await opened();
      await press('A');
      await seen('input[data-shortcut=A]:focus');
    },
    C: asks('C', /^Tutup insiden /),
    O: async () => {
      const { id } = await opened();
      await desks.layad.postAs('operator', `/incidents/${id}/close`, { disposition: 'cancelled' });
      await seen('[data-shortcut=O]');
      await press('O');
      await dialog(/^Buka kembali /);
    },
    '/': async () => {
      await press('/');
      await seen('[data-command]:focus');
    },
    M: async () => {
      await press('T');
      await seen('[data-screen=teams]');
      await press('M');
      await page.locator('[data-screen]').waitFor({ state: 'detached' });
    },
    T: async () => {
      await press('T');
      await seen('[data-screen=teams]');
    },
    F: async () => {
      await press('F');
      await seen('[data-screen=facilities]');
    },
    W: async () => {
      const opening = page.context().waitForEvent('page');
      await press('W');
      const map = await opening;
      await map.locator('.map-pane').waitFor();
      await map.close();
    },
    '?': async () => {
      await press('?');
      await dialog(/^Pintasan/);
    },
  };

  it('is proved here, and none that is not on it', async () => {
    await page.locator('.shortcut-bar button').click();
    const onSheet = await page.locator('dialog[open] kbd').allInnerTexts();
    expect(Object.keys(proofs).sort()).toEqual([...new Set(onSheet)].sort());
  });

  it('is on it when a button bears it', async () => {
    await page.locator('.shortcut-bar button').click();
    const onSheet = await page.locator('dialog[open] kbd').allInnerTexts();
    await page.keyboard.press('Escape');
    await sent();
    const borne = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-shortcut]')].map((it) => it.dataset.shortcut)`,
    );
    expect(borne.length).toBeGreaterThan(0);
    expect(borne.filter((key) => !onSheet.includes(key))).toEqual([]);
  });

  it.each(Object.entries(proofs))('%s does what the sheet says', async (_key, prove) => {
    await prove();
  });
});
