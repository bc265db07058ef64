import { scan } from '../../renderer/scan.ts';
import { untilFocus } from './keyboard.ts';
import { type Shop, STAFF } from './shop.ts';
import type { WindowPage } from './window-page.ts';

/** Scans a person's badge, then the PIN. */
export async function comeIn({ page }: Shop, window: WindowPage, who: keyof typeof STAFF): Promise<void> {
  const { id, name, pin } = STAFF[who];
  await untilFocus(page.getByRole('textbox', { name: window.words('log-in.id') }));
  await scan(page, id);
  await untilFocus(page.getByLabel(window.words('log-in.pin-of', { name })));
  await scan(page, pin);
  await window.buttonWith(`${window.words('window.person')}: ${name}`).waitFor();
}
