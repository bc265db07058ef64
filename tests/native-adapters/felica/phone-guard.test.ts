import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLooseCard } from '../../../domain/chip-ic.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { PhoneGuard } from '../../../native-adapters/felica/phone-guard.ts';
import { type Air, command, FAMILIES, openPlayed, POLL, pollAnswer } from './played-readers.ts';
import { bytesOf, hexOf, vector } from './vectors.ts';

const signal = new AbortController().signal;
// As the reference has them (felica.md, 6.1), written out again.
const READS = [0x00, 0x02, 0x04, 0x06, 0x0a, 0x0c, 0x0e, 0x1a, 0x1e, 0x22, 0x2e, 0x32, 0x38, 0x3a, 0x3c, 0x70];
const PHONES = [
  0x06, 0x07, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f,
];
const CARDS = [
  0x00, 0x01, 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x20, 0x24, 0x31, 0x32, 0x36, 0x38, 0x3b, 0x44, 0x46, 0xf0, 0xf1,
];
const UNLISTED = Array.from({ length: 256 }, (_nothing, ic) => ic).filter((ic) => ![...PHONES, ...CARDS].includes(ic));
const EVERY_CODE = Array.from({ length: 256 }, (_nothing, code) => code);
const CHIP = '0139000000000001';
const codeOf = (error: unknown): string => (error instanceof WorkstationError ? error.code : String(error));
const refused = { code: 'chip.command-refused' };

/** One chip that answers Polling, and to anything else something; what went on the air is kept. */
function chip(idm: string, icCode: number, onAir: string[]): Air {
  return (frame) => {
    onAir.push(hexOf(frame));
    return frame[1] === 0x00
      ? pollAnswer(idm, icCode)
      : bytesOf(`0c${hexOf(Uint8Array.of((frame[1] ?? 0) + 1))}${idm}0000`);
  };
}

describe.each(FAMILIES)('through a $model', (family) => {
  const cases: readonly (readonly [string, string, readonly number[], boolean])[] = [
    ['a phone', CHIP, PHONES, false],
    ['an IC that is in no table', CHIP, UNLISTED.filter((_ic, at) => at % 16 === 0), false],
    ['a program on a phone with the IC of a card', '02fe000000000001', CARDS, false],
    ['the same under another system number', '12fe000000000001', CARDS, false],
    ['a loose card', CHIP, CARDS, true],
  ];
  test.each(cases)('%s receives exactly what it may', async (_name, idm, icCodes, isCard) => {
    const onAir: string[] = [];
    const wanted = EVERY_CODE.map((code) => {
      const may = READS.includes(code) || (isCard && code === 0x08);
      return may ? hexOf(command(code, idm)) : 'chip.command-refused';
    });
    for (const icCode of icCodes) {
      const { reader } = await openPlayed(family, chip(idm, icCode, onAir));
      await reader.exchange(POLL, 10, signal);
      const became: string[] = [];
      for (const code of EVERY_CODE) {
        onAir.length = 0;
        const outcome = await reader.exchange(command(code, idm), 10, signal).catch(codeOf);
        // What was refused has not been on the air, and what was on the air is what was given.
        became.push(typeof outcome === 'string' ? [outcome, ...onAir].join() : onAir.join());
      }
      expect(became).toEqual(wanted);
    }
  });

  test('before any poll only what reads is sent', async () => {
    const onAir: string[] = [];
    for (const code of EVERY_CODE) {
      // A Polling answer would teach the guard, so each code meets a reader that knows nothing.
      const { reader } = await openPlayed(family, chip(CHIP, 0x01, onAir));
      const exchange = reader.exchange(command(code, CHIP), 10, signal);
      if (READS.includes(code)) expect(await exchange).toMatchObject({ is: 'answer' });
      else await expect(exchange).rejects.toMatchObject(refused);
      expect(onAir.splice(0)).toHaveLength(READS.includes(code) ? 1 : 0);
    }
  });

  test('bytes that are no frame are not sent, whatever they say', async () => {
    const onAir: string[] = [];
    const { reader } = await openPlayed(family, chip(CHIP, 0x01, onAir));
    await reader.exchange(POLL, 10, signal);
    onAir.length = 0;
    const frames = ['', '01', '00', '06', '0600ffff00', '0600ffff000000', '0500ffff0000', '0206aa', 'ff06'];
    for (const hex of frames) {
      await expect(reader.exchange(bytesOf(hex), 10, signal)).rejects.toMatchObject(refused);
    }
    await expect(reader.exchange(new Uint8Array(256), 10, signal)).rejects.toMatchObject(refused);
    // A Write that is too short to carry a number.
    await expect(reader.exchange(bytesOf('0a08013900000000'.padEnd(20, '0')), 10, signal)).rejects.toMatchObject(
      refused,
    );
    await expect(reader.exchange(bytesOf('0908013900000000'.padEnd(18, '0')), 10, signal)).rejects.toMatchObject(
      refused,
    );
    expect(onAir).toEqual([]);
  });

  test('what was judged is what is sent, even when the caller changes its bytes', async () => {
    const onAir: string[] = [];
    const { reader } = await openPlayed(family, chip(CHIP, 0x18, onAir));
    const frame = command(0x06, CHIP);
    const exchange = reader.exchange(frame, 10, signal);
    frame[1] = 0x08;
    await exchange;
    expect(onAir).toEqual([hexOf(command(0x06, CHIP))]);
  });

  const write = command(0x08, CHIP);
  const forgetting: readonly (readonly [
    string,
    (reader: Awaited<ReturnType<typeof openPlayed>>) => Promise<unknown>,
  ])[] = [
    ['the field was switched off and on', async ({ reader }) => reader.resetField(signal)],
    ['the field was lost under a poll', async ({ reader }) => reader.exchange(bytesOf('0600fe000000'), 10, signal)],
    [
      'the transport failed',
      async ({ reader, transport }) => {
        transport.before = () => {
          transport.before = () => undefined;
          throw new Error('a stall');
        };
        await expect(reader.exchange(POLL, 10, signal)).rejects.toThrow('a stall');
      },
    ],
  ];
  test.each(forgetting)('a card is unknown again after %s', async (_name, forget) => {
    const onAir: string[] = [];
    const card = chip(CHIP, 0x01, onAir);
    let isLost = false;
    const opened = await openPlayed(family, (frame) => {
      if (frame[2] !== 0xfe) return card(frame);
      isLost = !isLost;
      return isLost ? 'field-lost' : null;
    });
    await opened.reader.exchange(POLL, 10, signal);
    expect(await opened.reader.exchange(write, 10, signal)).toMatchObject({ is: 'answer' });
    await forget(opened);
    onAir.length = 0;
    await expect(opened.reader.exchange(write, 10, signal)).rejects.toMatchObject(refused);
    expect(onAir).toEqual([]);
    await opened.reader.exchange(POLL, 10, signal);
    expect(await opened.reader.exchange(write, 10, signal)).toMatchObject({ is: 'answer' });
  });

  test('a write under which the field was lost is not sent a second time', async () => {
    const onAir: string[] = [];
    const card = chip(CHIP, 0x01, onAir);
    const { reader } = await openPlayed(family, (frame) => {
      const answer = card(frame);
      return frame[1] === 0x08 ? 'field-lost' : answer;
    });
    await reader.exchange(POLL, 10, signal);
    expect(await reader.exchange(write, 10, signal)).toEqual({ is: 'noise' });
    expect(onAir).toEqual([hexOf(POLL), hexOf(write)]);
  });

  test('nothing at all is sent after closing', async () => {
    const onAir: string[] = [];
    const { reader, transport } = await openPlayed(family, chip(CHIP, 0x01, onAir));
    await reader.exchange(POLL, 10, signal);
    await reader.close();
    const { calls } = transport;
    await expect(reader.exchange(write, 10, signal)).rejects.toMatchObject({ code: 'reader.absent' });
    await expect(reader.exchange(POLL, 10, signal)).rejects.toMatchObject({ code: 'reader.absent' });
    await expect(reader.resetField(signal)).rejects.toMatchObject({ code: 'reader.absent' });
    expect(transport).toMatchObject({ calls, closed: 1 });
  });

  test('a card with a phone in the same field may be written to, the phone not', async () => {
    const [card, phone] = ['0139000000000001', '0139000000000002'];
    const answers = [pollAnswer(card, 0x01), pollAnswer(phone, 0x18)];
    const { reader } = await openPlayed(family, (frame) =>
      frame[1] === 0x00 ? (answers.shift() ?? null) : bytesOf('0209'),
    );
    await reader.exchange(POLL, 10, signal);
    await reader.exchange(POLL, 10, signal);
    expect(await reader.exchange(command(0x08, card), 10, signal)).toMatchObject({ is: 'answer' });
    await expect(reader.exchange(command(0x08, phone), 10, signal)).rejects.toMatchObject(refused);
    await expect(reader.exchange(command(0x08, '0139000000000003'), 10, signal)).rejects.toMatchObject(refused);
  });
});

describe('what the guard learns from', () => {
  const write = command(0x08, CHIP);
  const taught = (...pairs: readonly (readonly [Uint8Array, Uint8Array])[]): boolean => {
    const guard = new PhoneGuard();
    for (const [sent, heard] of pairs) guard.learn(sent, heard);
    return guard.permits(write);
  };
  const card = pollAnswer(CHIP, 0x01);

  test('a Polling answer, with or without its two more bytes', () => {
    expect(taught([POLL, card])).toBe(true);
    expect(taught([POLL, Uint8Array.from([20, ...card.slice(1), 0xfe, 0x00])])).toBe(true);
  });

  test('nothing else teaches that a chip is a card', () => {
    expect(taught()).toBe(false);
    expect(taught([command(0x06, CHIP), card])).toBe(false);
    expect(taught([POLL, Uint8Array.from([19, ...card.slice(1), 0xfe])])).toBe(false);
    expect(taught([POLL, Uint8Array.from([17, ...card.slice(1)])])).toBe(false);
    expect(taught([POLL, Uint8Array.from([18, 0x07, ...card.slice(2)])])).toBe(false);
    expect(taught([POLL, card.slice(0, 11)])).toBe(false);
    expect(taught([POLL, pollAnswer('0139000000000009', 0x01)])).toBe(false);
    // Another system of the card, whose number was not polled.
    expect(taught([POLL, pollAnswer('1139000000000001', 0x01)])).toBe(false);
  });

  test('a chip that was a phone once, in any system or in a damaged answer, is one', () => {
    expect(taught([POLL, card], [POLL, pollAnswer('1139000000000001', 0x18)])).toBe(false);
    expect(taught([POLL, pollAnswer('3139000000000001', 0x99)], [POLL, card])).toBe(false);
    expect(taught([POLL, card], [command(0x06, CHIP), card])).toBe(false);
    expect(taught([POLL, card], [POLL, card.slice(0, 11)])).toBe(false);
    expect(taught([POLL, card], [POLL, pollAnswer(CHIP, 0xf1)])).toBe(true);
  });

  test('after any history, a Write passes only to a number that every answer since showed as a card', () => {
    const numbers = ['0139000000000001', '1139000000000001', '0139000000000002', '02fe000000000001'];
    const history = fc.array(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc.record({ idm: fc.constantFrom(...numbers), ic: fc.constantFrom(0x01, 0x08, 0x18, 0x99, 0xf1) }),
        },
        { weight: 1, arbitrary: fc.constant('forget' as const) },
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        history,
        fc.constantFrom(...numbers),
        fc.oneof(fc.constant(0x08), fc.nat(255)),
        (events, idm, code) => {
          const guard = new PhoneGuard();
          for (const event of events) {
            if (event === 'forget') guard.forget();
            else guard.learn(POLL, pollAnswer(event.idm, event.ic));
          }
          const session = events
            .slice(events.lastIndexOf('forget') + 1)
            .flatMap((event) => (event === 'forget' ? [] : [event]));
          const own = session.filter((event) => event.idm.slice(1) === idm.slice(1));
          const isCard =
            own.some((event) => event.idm === idm) &&
            own.every(({ ic }) => isLooseCard(ic)) &&
            !idm.endsWith('2fe000000000001');
          expect(guard.permits(command(code, idm))).toBe(READS.includes(code) || (code === 0x08 && isCard));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('every IC code there is, with every command code there is', () => {
    const passed = EVERY_CODE.flatMap((icCode) => {
      const guard = new PhoneGuard();
      guard.learn(POLL, pollAnswer(CHIP, icCode));
      return EVERY_CODE.filter((code) => guard.permits(command(code, CHIP)) && !READS.includes(code)).map((code) => [
        icCode,
        code,
      ]);
    });
    expect(passed).toEqual(CARDS.map((icCode) => [icCode, 0x08]));
  });

  test("the reference's own chip is a phone's", () => {
    expect(taught([POLL, vector('V5', '<').slice(15, -2)])).toBe(false);
  });
});
