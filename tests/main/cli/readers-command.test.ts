import { describe, expect, it } from 'vitest';
import { readerLines, type ShownReader, shownReaders } from '../../../main/cli/readers-command.ts';
import { deskOf, LEFT, ReadersForTest, RIGHT, sightingAt } from '../readers/reader-doubles.ts';

const READY: ShownReader = {
  reader: LEFT,
  model: 'rc-s380',
  name: 'RC-S380/S',
  serial: '0001',
  firmware: '1.11',
  state: 'ready',
};

describe('the readers of this computer', () => {
  it('are listed once each of them was opened or refused, without a word to what lies there', async () => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers, 'iphone');
    readers.on(RIGHT).refusals = Array.from({ length: 9 }, () => 'reader.busy' as const);
    const listed = shownReaders(desk);
    readers.see({ ...sightingAt(LEFT), name: 'Reader\u202e\n2' }, sightingAt(RIGHT), sightingAt('usb:2-1', 0x02e1));
    expect(await listed).toEqual([
      { ...READY, name: 'Reader··2' },
      { ...READY, reader: RIGHT, firmware: null, state: 'fault', error: 'reader.busy' },
      { ...READY, reader: 'usb:2-1', model: null, name: '054c:02e1', firmware: null, state: 'fault' },
    ]);
    expect(readers.on(LEFT).did).toEqual(['open']);
  });

  it('are told with what to do for each that cannot be used', () => {
    const busy: ShownReader = { ...READY, firmware: null, state: 'fault', error: 'reader.busy' };
    const old: ShownReader = { ...READY, model: null, firmware: null, state: 'fault' };
    expect(readerLines('en', [READY, busy, old], null)).toEqual([
      'usb:1-2  RC-S380/S  1.11  Waiting',
      'usb:1-2  RC-S380/S  -  Cannot be used',
      expect.stringMatching(/^ {3}Another program is using the contactless reader /),
      'usb:1-2  RC-S380/S  -  Cannot be used',
      expect.stringMatching(/^ {3}This model has no driver here\./),
    ]);
  });

  it('are told to be missing, or not to be seen, which is not the same', () => {
    expect(readerLines('ja', [], null)).toEqual([expect.stringContaining('ICカードリーダーが見つかりません')]);
    expect(readerLines('ja', [], 'usb.unavailable')).toEqual([expect.stringContaining('USBの様子を見られません')]);
  });
});
