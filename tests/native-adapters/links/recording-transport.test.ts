import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import type { ReaderTransport } from '../../../domain/reader.ts';
import { recordingTransport } from '../../../native-adapters/links/recording-transport.ts';
import { replayTransport } from '../../../native-adapters/links/replay-transport.ts';

type Step =
  | { readonly is: 'write'; readonly bytes: Uint8Array; readonly fails: boolean }
  | { readonly is: 'read'; readonly bytes: Uint8Array | null; readonly fails: boolean };

const frame = fc.uint8Array({ minLength: 1, maxLength: 70 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('write' as const), bytes: frame, fails: fc.boolean() }),
    fc.record({ is: fc.constant('read' as const), bytes: fc.option(frame), fails: fc.boolean() }),
  ),
  { maxLength: 30 },
);

/** Walks the steps over a transport; gives back what each came to. */
async function walk(transport: ReaderTransport, all: readonly Step[]): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const step of all) {
    const work = step.is === 'write' ? transport.write(step.bytes) : transport.read(10);
    outcomes.push(await work.catch((error: WorkstationError) => error.code));
  }
  return outcomes;
}

function playing(all: readonly Step[]): ReaderTransport {
  const left = [...all];
  const next = async (): Promise<Uint8Array | null> => {
    const step = left.shift();
    if (step?.fails) throw new WorkstationError('reader.unplugged');
    return step?.bytes ?? null;
  };
  return { write: async () => void (await next()), read: next, close: async () => undefined };
}

test('what was recorded can be replayed to the same outcome, to its last line', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const lines: string[] = [];
      const was = await walk(
        recordingTransport(playing(all), (line) => lines.push(line)),
        all,
      );
      const replay = replayTransport(lines.join('\n'));
      expect(await walk(replay, all)).toEqual(was);
      replay.finish();
    }),
  );
});

test('lines are as people read them', async () => {
  const lines: string[] = [];
  let isClosed = false;
  const inner: ReaderTransport = {
    write: async () => undefined,
    read: async (withinMs) => (withinMs > 10 ? Uint8Array.of(0, 0xff) : null),
    close: async () => {
      isClosed = true;
    },
  };
  const transport = recordingTransport(inner, (line) => lines.push(line));
  await transport.write(Uint8Array.of(0xd6, 0x20));
  await transport.read(11);
  await transport.read(10);
  await transport.close();
  expect(lines).toEqual(['=> d620', '<= 00ff', '<= -']);
  expect(isClosed).toBe(true);
});
