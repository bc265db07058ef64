import { describe, expect, it } from 'vitest';
import { READER_MODELS } from '../../../../domain/reader.ts';
import { readChip } from '../../../../native-adapters/felica/chip/read-chip.ts';
import { lay, layChip, never, onPracticeReader, scan, stateOf } from '../on-practice-reader.ts';

describe.each(READER_MODELS)('an emptied phone on a %s', (model) => {
  it('that is taken away or exchanged at any frame is never EMPTY', async () => {
    await onPracticeReader(model, async (on) => {
      layChip(on, 'empty');
      const empty = on.virtual.field.scene;
      const { frames } = (await scan(on)).reading;
      const other = await onPracticeReader(
        model,
        async (second) => {
          layChip(second, 'empty');
          return second.virtual.field.scene;
        },
        { seed: 'another' },
      );
      for (let at = 0; at < frames; at += 1) {
        for (const next of [{ chips: [], temper: empty.temper }, other]) {
          lay(on.virtual, ...empty.chips);
          on.virtual.field.swapAfter(at, next);
          const fresh = await scan(on);
          // Exchanged before the first frame, it is another phone's reading, and a whole one.
          if (at > 0 || next.chips.length === 0) expect(stateOf(fresh), `at ${at}`).toBe('UNKNOWN');
        }
      }
    });
  }, 60_000);

  it('that shows another number is never EMPTY', async () => {
    await onPracticeReader(model, async (on) => {
      layChip(on, 'empty');
      const [chip] = on.virtual.field.scene.chips;
      const fresh = await readChip(on.reader, {
        scan: 'full',
        signal: never,
        now: () => new Date(),
        onProgress: ({ system, nodes }) => {
          if (system === 0xfe0f && nodes === 3) chip?.renumber(Uint8Array.of(1, 9, 9, 9, 9, 9, 9, 9));
        },
      });
      expect(stateOf(fresh)).toBe('UNKNOWN');
    });
  });

  it('is read within two seconds of the radio time that its reader takes', async () => {
    await onPracticeReader(
      model,
      async (on) => {
        layChip(on, 'empty');
        const fresh = await scan(on);
        expect(stateOf(fresh)).toBe('EMPTY');
        expect(fresh.reading.tookMs).toBeLessThan(2_000);
      },
      { hurry: 1 },
    );
  });
});
