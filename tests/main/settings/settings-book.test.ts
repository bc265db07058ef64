import { describe, expect, it } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import { FIRST_SETTINGS } from '../../../domain/settings.ts';
import { SettingsBook } from '../../../main/settings/settings-book.ts';
import { settingsTable } from '../../../main/store/tables/settings.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';

const SHOP = { name: '白紙商店', licence: '第301234567890号', address: '', phone: '03-0000-0000' };

function openBook(folder = temporaryFolder()) {
  const opened = openForTest(folder);
  const table = settingsTable(opened.database);
  return { folder, opened, table, book: new SettingsBook(opened.ledger, table) };
}

const named = (port: string, place: number, twin: string | null = null) => ({
  port: portId(port),
  name: port,
  place,
  twin: twin === null ? null : portId(twin),
});

describe('settings', () => {
  it('begin as the first settings and are kept over a restart', () => {
    const { folder, opened, book } = openBook();
    expect(book.now).toEqual(FIRST_SETTINGS);
    const change = {
      shop: SHOP,
      language: 'en',
      sounds: false,
      secondPerson: 'switched-off',
      labelWidthMm: 29,
    } as const;
    book.change(change, 'mori');
    book.change({ theme: 'dark' }, 'mori');
    opened.close();
    const again = openBook(folder);
    expect(again.book.now).toEqual({ ...FIRST_SETTINGS, ...change, theme: 'dark' });
  });

  it('put who the shop is and the second person on record with who did it, each change once, and nothing else', () => {
    const { opened, book } = openBook();
    book.change({ shop: { ...SHOP, name: '' }, language: 'en' }, 'mori');
    book.change({ shop: SHOP }, 'sato');
    book.change({ shop: SHOP, secondPerson: 'required' }, 'sato');
    const told = opened.ledger
      .ofKind('setting-changed')
      .map(({ entry }) => [entry.actor, ...Object.values(entry.body)]);
    expect(told).toEqual([
      ['mori', '', 'shop-name', ''],
      ['mori', '', 'shop-licence', SHOP.licence],
      ['mori', '', 'shop-phone', SHOP.phone],
      ['sato', '', 'shop-name', SHOP.name],
    ]);
    expect(opened.ledger.head().seq).toBe(5);
  });

  it('are read strictly: a row that is not what it must be counts as never set', () => {
    const { folder, opened, table } = openBook();
    const rows = {
      language: '"fr"',
      lockAfterMinutes: '0',
      sounds: '"yes"',
      theme: '"dark"',
      ports: '[{"port":"../x"}]',
      secondPerson: '"switched-off"',
    };
    table.put(new Map(Object.entries(rows)));
    opened.close();
    expect(openBook(folder).book.now).toEqual({ ...FIRST_SETTINGS, theme: 'dark' });
    expect(() => table.put(new Map([['theme', 'no json']]))).toThrow();
  });

  it('give every port one name and every name its own place', () => {
    const { book } = openBook();
    const ports = [
      named('usb:1-3', 2),
      named('usb:1-1', 2, 'usb:2-1'),
      named('usb:2-1', 1),
      named('usb:1-3', 9),
      named('usb:1-4', 1, 'usb:1-4'),
    ];
    expect(book.change({ ports }, 'mori').ports).toEqual([
      named('usb:1-4', 1),
      named('usb:1-3', 2),
      named('usb:1-1', 3, 'usb:2-1'),
    ]);
  });

  it('keep where the window stood, and believe no impossible place', () => {
    const { table, book } = openBook();
    expect(book.windowPlace()).toBeNull();
    book.keepWindowPlace({ x: -10, y: 0, width: 1440, height: 900 });
    expect(book.windowPlace()).toEqual({ x: -10, y: 0, width: 1440, height: 900 });
    table.put(new Map([['windowPlace', '{"width":1,"height":1}']]));
    expect(book.windowPlace()).toBeNull();
  });
});
