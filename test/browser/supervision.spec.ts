import type { Page } from 'playwright-core';
import { describeInBrowser, Desks } from './desks.js';
import { builtInProtocol, diabetes, protocolFile } from './protocol-file.js';
import { arrestCall } from './triaged-call.js';

describeInBrowser('those who answer for how calls are taken', () => {
  let desks: Desks;
  let page: Page;
  beforeAll(async () => {
    desks = await Desks.prepare();
  }, 120_000);
  afterAll(() => desks.close());
  afterEach(() => page.context().close());

  const open = (name: string): Promise<void> => page.locator('.page-links a', { hasText: name }).click();
  const section = (name: string): Promise<void> =>
    page.locator(`.manage > nav a[href="/calls/${name}"]`).click();
  const submit = (): Promise<void> => page.locator('dialog button[type=submit]').click();

  it('let a doctor sign a card that was read in whole, and withdraw it with a reason', async () => {
    page = await desks.signIn('doctor', { language: 'en' });
    await open('Protocol');
    await page.locator('.protocol-cards a', { hasText: 'Diabetic problem' }).click();
    const card = page.locator('[data-card="09"]');
    await card.getByText('Not clinically approved').first().waitFor();
    await card.locator('.spoken', { hasText: 'what is the blood sugar now?' }).waitFor();
    await card.locator('[data-script]').first().waitFor();
    expect(await card.locator('.sources li').count()).toBeGreaterThan(0);
    expect(await card.getByText('Kalau ada alatnya').count()).toBe(0);
    await card.getByLabel('Both languages').check();
    await card.getByText('Kalau ada alatnya, berapa').waitFor();

    await card.locator('.approval button', { hasText: 'Sign…' }).click();
    await page.locator('dialog textarea').fill('Read with the panel');
    await submit();
    await card
      .locator('.approval', { hasText: 'by Dokter' })
      .filter({ hasText: 'Read with the panel' })
      .waitFor();
    await page.locator('.protocol-versions', { hasText: '1 of 32 cards signed' }).waitFor();

    await card.locator('.approval button', { hasText: 'Withdraw…' }).click();
    expect(await page.locator('dialog button[type=submit]').isDisabled()).toBe(true);
    await page.locator('dialog textarea').fill('The limit of sugar is to be discussed');
    await submit();
    await card.locator('.approval', { hasText: 'No doctor has signed this content' }).waitFor();
    await page.locator('.protocol-versions', { hasText: '0 of 32 cards signed' }).waitFor();
  }, 60_000);

  it('let an administrator add a version from a file, see every fault and difference, and put it into force', async () => {
    page = await desks.signIn('admin', { language: 'en' });
    await open('Protocol');
    await page.locator('.protocol-cards li').first().waitFor();
    await page.locator('button', { hasText: 'Add a version…' }).click();
    const choose = page.locator('dialog input[type=file]');
    const faulty = builtInProtocol();
    diabetes(faulty).questions[0]!.ask.en = '';
    await choose.setInputFiles(protocolFile(faulty));
    await page.locator('.faults li', { hasText: 'Card 09' }).waitFor();
    await page.locator('.faults li', { hasText: 'English' }).first().waitFor();
    expect(await page.locator('dialog button[type=submit]').isDisabled()).toBe(true);
    await choose.setInputFiles({ ...protocolFile(null), buffer: Buffer.from('not a protocol') });
    await page.locator('dialog [role=status]', { hasText: 'cannot be read as JSON' }).waitFor();

    const changed = builtInProtocol();
    diabetes(changed).questions[0]!.ask.en = 'How awake are they right now?';
    await choose.setInputFiles(protocolFile(changed));
    await page.locator('dialog [role=status]', { hasText: 'No faults' }).waitFor();
    await submit();
    await page.locator('.manage-header h2', { hasText: 'Version 2' }).waitFor();

    await page.locator('.compare-with select').selectOption({ label: 'Version 1' });
    const group = page.locator('.difference-group', { hasText: 'Card 09 Diabetic problem' });
    await group
      .locator('.difference-place', { hasText: 'questions › Awareness › spoken › English' })
      .waitFor();
    expect(await group.locator('del').allInnerTexts()).toEqual([]);
    expect(await group.locator('ins').allInnerTexts()).toEqual(['right ']);

    await page.locator('a', { hasText: 'Back to version 2' }).click();
    await page.locator('button', { hasText: 'Put into force…' }).click();
    await submit();
    await page.locator('.protocol-versions li', { hasText: 'Version 2' }).locator('.in-force').waitFor();
    expect(await page.locator('.in-force').count()).toBe(1);
  }, 90_000);

  it('review a call to its end, beside what the protocol would have asked, and find it in the results', async () => {
    await arrestCall(desks.layad);
    page = await desks.signIn('supervisor', { language: 'en' });
    await open('Calls');
    await page.locator('[data-review]', { hasText: 'arrest, priority set by a person' }).locator('a').click();
    const question = (key: string) => page.locator(`[data-question=${key}]`);
    await question('cprStarted').filter({ hasText: 'not asked' }).waitFor();
    await question('age').filter({ hasText: '61 years' }).waitFor();
    await question('breathing').filter({ hasText: 'No breathing' }).waitFor();
    await page.locator('tr', { hasText: 'asked: awake' }).filter({ hasText: 'too late' }).waitFor();
    await page.locator('.review-overrides', { hasText: 'Keluarga menolak' }).waitFor();

    await page.locator('.review-acts button', { hasText: 'Take the review' }).click();
    const part = (name: string) => page.locator(`[data-part=${name}]`);
    for (const name of ['questions', 'order', 'instructions', 'overrides']) {
      await part(name).getByLabel('Agree', { exact: true }).check();
    }
    await part('times').getByLabel('Disagree').check();
    const finish = page.locator('.judgement-acts button', { hasText: 'Finish…' });
    expect(await finish.isDisabled()).toBe(true);
    await part('times').locator('textarea').fill('The line broke twice');
    await page.locator('.judgement-acts button', { hasText: 'Save' }).click();
    await page.locator('.judgement-acts').getByText('Saved', { exact: true }).waitFor();

    // What is not saved yet is still there after a look elsewhere.
    await page.getByLabel('A word on the whole call').fill('Calm and clear');
    await section('results');
    await page.locator('[data-results] td', { hasText: '1 under review' }).waitFor();
    await page.goBack();
    expect(await page.getByLabel('A word on the whole call').inputValue()).toBe('Calm and clear');
    await finish.click();
    await submit();
    await page.locator('.review[data-state=finished] .review-score').waitFor();
    await page.locator('.judgement', { hasText: 'Calm and clear' }).waitFor();

    await section('results');
    const row = page.locator('[data-results] tr', { hasText: 'Operator 2' });
    await row.filter({ hasText: '1 of 1' }).waitFor();
    await page.locator('.manage-header select').nth(1).selectOption('card');
    await page.locator('[data-results=card] button', { hasText: '03 Cardiac arrest' }).click();
    await page.locator('[data-review]', { hasText: 'finished by Supervisor' }).waitFor();
  }, 90_000);

  it('let whoever took a call read its finished review', async () => {
    page = await desks.signIn('operator2', { language: 'en' });
    await open('Calls');
    await page.locator('[data-section=own] [data-review] a').first().click();
    await page.locator('.judgement', { hasText: 'The line broke twice' }).waitFor();
    expect(await page.locator('.judgement button, .review-acts button').count()).toBe(0);
  }, 60_000);

  it('lower a number that only pranks, for a while, and end that early', async () => {
    const callerNumber = '0857-2201-0044';
    for (let call = 0; call < 3; call += 1) {
      const { id } = await desks.layad.post<{ id: string }>('/contacts', { channel: 'voice', callerNumber });
      await desks.layad.post(`/contacts/${id}/answer`);
      await desks.layad.post(`/contacts/${id}/end`, { outcome: 'prank' });
    }
    page = await desks.signIn('supervisor', { language: 'en' });
    await open('Calls');
    await section('numbers');
    const proposal = page.locator('[data-numbers=proposals] tr', { hasText: '0857-2201-0044' });
    await proposal.locator('button', { hasText: 'History' }).click();
    await page.locator('dialog .outcome-counts', { hasText: '3 prank' }).waitFor();
    await page.keyboard.press('Escape');
    await proposal.locator('button', { hasText: 'Lower…' }).click();
    await page.locator('dialog select').last().selectOption('4');
    await page.locator('dialog textarea').fill('Children laughing');
    await submit();
    const lowered = page.locator('[data-numbers=lowered] tr', { hasText: '0857-2201-0044' });
    await lowered.filter({ hasText: 'repeated pranks' }).filter({ hasText: 'Children laughing' }).waitFor();
    await lowered.filter({ hasText: 'Supervisor' }).waitFor();

    await desks.layad.post('/contacts', { channel: 'voice', callerNumber });
    await open('Board');
    const ringing = page.locator('.contact', { hasText: '0857-2201-0044' });
    await ringing.locator('[data-mark=lowered]').waitFor();
    await ringing.locator('button', { hasText: 'Answer' }).waitFor();

    await open('Calls');
    await section('numbers');
    await lowered.locator('button', { hasText: 'End now' }).click();
    await page.locator('[data-numbers=lowered]', { hasText: 'No number is lowered' }).waitFor();
    await page.locator('.past summary').click();
    await page.locator('.past tr', { hasText: '0857-2201-0044' }).waitFor();
    await open('Board');
    await ringing.waitFor();
    await ringing.locator('[data-mark=lowered]').waitFor({ state: 'detached' });
  }, 60_000);

  it('give a call back an owner, by name on every screen', async () => {
    const { id } = await desks.layad.post<{ id: string }>('/contacts', {
      channel: 'voice',
      callerNumber: '0813-9999-0000',
    });
    await desks.layad.post(`/contacts/${id}/end`);
    page = await desks.signIn('supervisor', { language: 'en' });
    const operator = await desks.signIn('operator', { language: 'en' });
    const at = (who: Page) => who.locator('.contact', { hasText: '0813-9999-0000' });
    await at(page).getByText('Nobody has taken this call back on').waitFor();
    await at(page).locator('button', { hasText: 'Hand over…' }).click();
    await page.locator('dialog option', { hasText: 'Operator 2' }).waitFor({ state: 'attached' });
    await page.locator('dialog select').selectOption({ label: 'Operator 2 · Operator' });
    await submit();
    await at(page).getByText('Operator 2 calls back').waitFor();
    await at(operator).getByText('Operator 2 calls back').waitFor();
    expect(await at(operator).locator('.call-back button').count()).toBe(0);

    await at(page).locator('button', { hasText: 'Let go' }).click();
    await at(operator).locator('button', { hasText: 'I call back' }).click();
    await at(operator).getByText('You call back').waitFor();
    await at(page).getByText('Operator 1 calls back').waitFor();
    await operator.context().close();
  }, 60_000);
});
