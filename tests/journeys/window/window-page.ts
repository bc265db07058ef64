import type { Locator, Page } from 'playwright-core';
import { type FactsFor, type Language, say, type TextKey } from '../../../domain/text.ts';
import type { Person } from './shop.ts';

const LONG_MS = 120_000;

/** The window as a person at it speaks of it: by roles and by the words that stand there, in the language of the moment. */
export class WindowPage {
  readonly page: Page;
  #language: Language = 'ja';

  constructor(page: Page) {
    this.page = page;
  }

  get language(): Language {
    return this.#language;
  }

  /** A text of the window in the language of the moment. */
  words<Key extends TextKey>(key: Key, ...facts: FactsFor<Key>): string {
    return say(this.#language, key, ...facts);
  }

  /** A button whose words are exactly these. */
  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** A button whose words begin with these; what follows is a number or a name. */
  buttonWith(words: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: words });
  }

  /** Presses what can be done with the selected Ports; its words say for how many. */
  async act(which: 'start' | 'review' | 'cancel'): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${this.words(`board.act.${which}`)} \\(`) }).click();
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** Changes the language where everybody may, in the bar. */
  async speak(language: Language): Promise<void> {
    await this.page
      .getByRole('banner')
      .getByRole('radio', { name: language === 'ja' ? '日本語' : 'English' })
      .click();
    await this.page.locator(`html[lang=${language}]`).waitFor();
    this.#language = language;
  }

  /** Waits until nothing on the page is busy. */
  async settled(): Promise<void> {
    const busy = this.page.locator('[aria-busy=true], [data-pending=true]');
    await busy.first().waitFor({ state: 'detached', timeout: LONG_MS });
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Goes to a screen by the rail. */
  async goTo(screen: 'board' | 'not-detected' | 'records' | 'ledger' | 'reports' | 'settings'): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: this.words('window.screens') });
    await rail.getByRole('button', { name: this.words(`window.screen.${screen}`) }).click();
  }

  tiles(): Locator {
    return this.page.getByRole('grid', { name: this.words('board.list') }).getByRole('row');
  }

  tile(name: string): Locator {
    return this.page.getByRole('row', { name, exact: true });
  }

  /** Waits until a tile says one of these words as its state. */
  async untilTile(name: string, ...keys: readonly TextKey[]): Promise<void> {
    const [first, ...others] = keys.map((key) =>
      this.tile(name).getByText(say(this.#language, key as 'board.list'), { exact: true }),
    );
    const any = others.reduce((sum, one) => sum?.or(one), first);
    await any?.first().waitFor({ timeout: LONG_MS });
  }

  /** Selects every Port of the board. */
  async selectAll(): Promise<void> {
    await this.button(this.words('board.select-all')).click();
  }

  /** Ticks the box of one tile, or takes the tick away. */
  async select(name: string): Promise<void> {
    await this.tile(name).press(' ');
  }

  /** What every tile says, as text. */
  async board(): Promise<readonly string[]> {
    return (await this.tiles().allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
  }

  /** Selects every Port of one group by its count in the head of the board. */
  async selectGroup(group: 'ready' | 'review' | 'operator' | 'work'): Promise<void> {
    await this.page
      .getByRole('group', { name: this.words('board.groups') })
      .getByRole('button', {
        name: new RegExp(`${this.words(`board.group.${group}`)} ?${this.words('board.group.select')}`),
      })
      .click();
  }

  /** Opens the sheet for what is selected and starts all that can start; returns the words of the answer. */
  async startSelected(
    purpose: 'intake' | 'inspection' = 'inspection',
    declared: string | null = null,
  ): Promise<string> {
    await this.act('start');
    const sheet = this.dialog(this.words('consent.title'));
    await sheet.getByRole('radio', { name: this.words(`purpose.${purpose}`) }).press(' ');
    for (const box of await sheet.getByRole('checkbox').all()) await box.press(' ');
    if (declared !== null) await sheet.getByRole('textbox', { name: this.words('consent.declared') }).fill(declared);
    await sheet.getByRole('button').last().click();
    const answered = this.dialog(this.words('consent.answered'));
    const starting = answered.getByText(this.words('consent.answer.starting'), { exact: true });
    await answered.waitFor();
    await starting.first().waitFor({ state: 'detached', timeout: LONG_MS });
    const words = await answered.getByRole('status').innerText();
    await this.button(this.words('consent.back'), answered).click();
    return words;
  }

  /** Opens the panel of a Port. */
  async open(name: string): Promise<Locator> {
    await this.tile(name).focus();
    await this.page.keyboard.press('Enter');
    const panel = this.page.getByRole('dialog', { name });
    await panel.waitFor();
    return panel;
  }

  async close(panel: Locator): Promise<void> {
    await this.button(this.words('window.close'), panel).first().click();
    await panel.waitFor({ state: 'detached' });
  }

  /** Hands the window over to another person, by the menu of who is working and that person's PIN. */
  async switchTo(person: Person): Promise<void> {
    await this.buttonWith(`${this.words('window.person')}: `).click();
    await this.page.getByRole('menuitem', { name: this.words('window.person.switch', { name: person.name }) }).click();
    await this.enterPin(person);
    await this.untilPerson(person);
  }

  /** Waits until the bar says that this person works. */
  async untilPerson({ name }: Person): Promise<void> {
    await this.buttonWith(`${this.words('window.person')}: ${name}`).waitFor();
  }

  /** Enters a person's PIN; at a screen where everybody may log in the person is chosen first. */
  async enterPin(person: Person, choose: 'log-in.who' | null = null): Promise<void> {
    if (choose) {
      await this.page.getByRole('heading', { name: this.words(choose) }).waitFor();
      await this.buttonWith(person.name).click();
    }
    const field = this.page.getByLabel(this.words('log-in.pin-of', { name: person.name }));
    await field.fill(person.pin);
    await field.press('Enter');
  }

  /** Says as the second person what the phone in hand shows, after its number was scanned out of the queue. */
  async review({ imei, screen }: { readonly imei: string; readonly screen: 'setup-screen' | 'home' }): Promise<void> {
    const sheet = this.dialog(this.words('review.title'));
    const queue = sheet.getByRole('textbox', { name: this.words('review.scan') });
    const number = sheet.getByRole('textbox', { name: this.words('review.number'), exact: true });
    await queue.or(number).first().waitFor();
    const field = (await queue.count()) > 0 ? queue : number;
    await field.fill(imei);
    await field.press('Enter');
    await sheet.getByText(this.words('review.number.read', { number: imei })).waitFor();
    await sheet.getByRole('radio', { name: this.words(`screen.${screen}`) }).press(' ');
    await this.button(this.words('review.accept'), sheet).click();
    await this.dialog(this.words('review.decided')).waitFor();
  }

  /** Answers the question in an open panel with what was seen at the phone. */
  async answer(panel: Locator, instruction: string, saw: string): Promise<void> {
    if (instruction === 'look-at-screen') {
      const text = this.words(`screen.${saw as 'home'}`);
      await panel.getByRole('radio', { name: text }).press(' ');
      await this.button(this.words('phone.question.saw', { saw: text }), panel).click();
    } else if (instruction === 'read-imei') {
      const field = panel.getByRole('textbox', { name: this.words('phone.question.number') });
      await field.fill(saw);
      await field.press('Enter');
    } else await this.button(this.words('phone.question.done'), panel).click();
  }

  /** Gives up the job of a Port in its panel. */
  async cancel(name: string): Promise<void> {
    const panel = await this.open(name);
    await this.button(this.words('phone.cancel'), panel).click();
    await this.button(this.words('phone.cancel.do')).last().click();
    await this.button(this.words('phone.cancel'), panel).waitFor({ state: 'detached', timeout: LONG_MS });
    await this.close(panel);
  }

  /** Issues the certificate, or the record of a phone without a pass, in its panel. */
  async issuePaper(name: string): Promise<void> {
    const panel = await this.open(name);
    const papers = this.button(this.words('phone.papers'), panel).or(
      this.button(this.words('phone.papers.record'), panel),
    );
    await papers.click();
    const issue = this.button(this.words('paper.issue'));
    const paper = this.page.getByRole('dialog').filter({ has: issue });
    await issue.click();
    const written = this.page.getByText('.json');
    await written.first().waitFor({ timeout: LONG_MS });
    await this.close(paper);
    await this.close(panel);
  }
}
