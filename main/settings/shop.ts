import type { RecordedSetting } from '../../domain/operator-entries.ts';
import type { Shop } from '../../domain/settings.ts';
import type { Ledger } from '../ledger/ledger.ts';

const SETTING_OF = {
  name: 'shop-name',
  licence: 'shop-licence',
  address: 'shop-address',
  phone: 'shop-phone',
} as const satisfies Record<keyof Shop, RecordedSetting>;
const PARTS = Object.keys(SETTING_OF) as (keyof Shop)[];

/** Who the shop says it is, as the ledger has it; null while nobody has said anything. */
export function shopOnRecord(ledger: Ledger): Shop | null {
  const said = new Map(ledger.ofKind('setting-changed').map(({ entry }) => [entry.body.setting, entry.body.to]));
  if (!PARTS.some((part) => said.has(SETTING_OF[part]))) return null;
  const of = (part: keyof Shop): string => said.get(SETTING_OF[part]) ?? '';
  return { name: of('name'), licence: of('licence'), address: of('address'), phone: of('phone') };
}

/** Records who the shop is from now on, and who said so; only what changed is written, and the name in any case the first time. */
export function recordShop(ledger: Ledger, shop: Shop, actor: string): void {
  const before = shopOnRecord(ledger);
  const changed = PARTS.filter((part) => shop[part] !== (before?.[part] ?? '') || (before === null && part === 'name'));
  if (changed.length === 0) return;
  ledger.transaction((within) => {
    for (const part of changed) {
      const body = { setting: SETTING_OF[part], from: before?.[part] ?? '', to: shop[part] };
      within.append({ kind: 'setting-changed', actor, body });
    }
  });
}
