import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../../practice/felica/chips/bytes.ts';
import { EMPTY_PHONE } from '../../../../practice/felica/chips/structures.ts';
import type { VirtualChip } from '../../../../practice/felica/chips/virtual-chip.ts';
import { VirtualRcS380 } from '../../../../practice/felica/readers/virtual-rc-s380.ts';
import type { ReaderClock } from '../../../../practice/felica/readers/virtual-reader.ts';
import * as wire from '../../../fixtures/felica-wire.ts';
import { calmField, VECTOR_SYSTEMS, vectorCard, WRITABLE_SYSTEMS } from '../card-of-vectors.ts';
import { ask, packets, send } from './reader-line.ts';

const ACK = '0000ff00ff00';

function readerWith(...chips: VirtualChip[]): VirtualRcS380 {
  return new VirtualRcS380({ field: calmField(...chips), serial: '1' });
}

function ready(...chips: VirtualChip[]): VirtualRcS380 {
  const reader = readerWith(...chips);
  for (const { command } of [...wire.START_380, ...wire.SETTINGS_380]) ask(reader, command);
  return reader;
}

describe('virtual RC-S380', () => {
  it('answers the start and the settings byte for byte', () => {
    const reader = readerWith();
    expect(ask(reader, ACK)).toBe('');
    for (const { name, command, answer } of [...wire.START_380, ...wire.SETTINGS_380]) {
      expect([name, ask(reader, command)]).toEqual([name, ACK + answer]);
    }
    expect(ask(reader, wire.SETTINGS_424.command)).toBe(ACK + wire.SETTINGS_424.answer);
  });

  it('answers the commands of the reader itself byte for byte', () => {
    const reader = readerWith();
    for (const { name, command, answer } of wire.READER_380) {
      expect([name, ask(reader, command)]).toEqual([name, ACK + answer]);
    }
  });

  it('says that nothing answered when nothing lies on it', () => {
    expect(ask(ready(), wire.SILENT_380.command)).toBe(ACK + wire.SILENT_380.answer);
  });

  it('carries every answer of the card byte for byte', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    for (const { name, command, answer } of wire.CARD_380) {
      expect([name, ask(reader, command)]).toEqual([name, ACK + answer]);
    }
    const empty = ready(vectorCard(EMPTY_PHONE));
    expect(ask(empty, wire.EMPTY_380.command)).toBe(ACK + wire.EMPTY_380.answer);
  });

  it('carries writes, refused ones too, and counts the empty transfer behind 64 bytes', () => {
    const card = vectorCard(WRITABLE_SYSTEMS);
    const reader = ready(card);
    for (const { name, command, answer } of wire.WRITES_380) {
      expect([name, ask(reader, command)]).toEqual([name, ACK + answer]);
    }
    expect(reader.zeroLength).toEqual({ owed: 1, seen: 1 });
    expect(card.changingFrames).toHaveLength(2);
    const refused = wire.WRITES_380[0]?.command.replace('0109000180', '0149680180').replace('e700', '3f00') ?? '';
    expect(ask(reader, refused)).toBe(ACK + wire.REFUSED_WRITE_380);
  });

  it('answers the commands for which no bytes are known with frames of the right form', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    for (const { name, command } of wire.UNANSWERED_380) {
      const answer = ask(reader, command);
      expect([name, answer.startsWith(`${ACK}0000ffffff`), answer.includes('d7050000000008')]).toEqual([
        name,
        true,
        true,
      ]);
    }
  });

  it('does not act on 64 bytes before the empty transfer when it demands one', () => {
    const reader = ready(vectorCard(WRITABLE_SYSTEMS));
    reader.demandsZeroLength = true;
    reader.receive(bytesOf(wire.WRITES_380[1]?.command ?? ''));
    expect(packets(reader)).toEqual([]);
    reader.receive(new Uint8Array());
    expect(packets(reader).join('')).toBe(ACK + wire.WRITES_380[1]?.answer);
  });

  it('takes a frame in any pieces and sends none longer than 64 bytes', () => {
    const reader = ready(vectorCard([{ ...(WRITABLE_SYSTEMS[0] ?? fail()) }], { pmm: bytesOf('0131010101010101') }));
    const read = bytesOf(frameFor('160601390000000000010109000480008001800280035d'));
    for (const byte of read) reader.receive(Uint8Array.of(byte));
    const back = packets(reader);
    expect(back[0]).toBe(ACK);
    expect(back.slice(1).map((packet) => packet.length / 2)).toEqual([64, 30]);
  });

  it('refuses what it was told wrongly', () => {
    const reader = readerWith();
    reader.knowsTypeOne = false;
    expect(ask(reader, '0000ffffff0300fdd62a01ff00')).toBe(ACK + wire.ERRORS_380.typeRefused);
    expect(ask(reader, '0000ffffff0300fdd600012900')).toBe(ACK + wire.ERRORS_380.badParameter);
  });

  it('hears nothing before the settings were made, and after the type was set again', () => {
    const reader = readerWith(vectorCard(VECTOR_SYSTEMS));
    const poll = wire.SILENT_380.command;
    expect(ask(reader, poll)).toBe(ACK + wire.ERRORS_380.rfOff);
    ask(reader, wire.SETTINGS_380[0]?.command ?? '');
    expect(ask(reader, poll)).toBe(ACK + wire.SILENT_380.answer);
    ask(reader, wire.SETTINGS_380[1]?.command ?? '');
    expect(ask(reader, poll)).toBe(ACK + wire.CARD_380[0]?.answer);
    ask(reader, wire.START_380[0]?.command ?? '');
    expect(ask(reader, poll)).toBe(ACK + wire.ERRORS_380.rfOff);
  });

  it.each([
    [wire.ERRORS_380.crc, 0x04],
    [wire.ERRORS_380.collision, 0x08],
    [wire.ERRORS_380.hot, 0x40],
    [wire.ERRORS_380.transmitTimeout, 0x800],
    [wire.ERRORS_380.receiveLength, 0x80000000],
  ])('tells trouble in the air as %s', (answer, status) => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    reader.faults.add({ is: 'rf-status', status }, { on: 0x04 });
    expect(ask(reader, wire.SILENT_380.command)).toBe(ACK + answer);
    expect(ask(reader, wire.SILENT_380.command)).toBe(ACK + wire.CARD_380[0]?.answer);
  });

  it('fails in the ways that a driver has to survive', () => {
    const reader = ready();
    const { command, answer } = wire.START_380[1] ?? fail();
    const answered = (): string => ask(reader, command);
    reader.faults.add({ is: 'no-ack' });
    expect(answered()).toBe('');
    reader.faults.add({ is: 'no-answer' });
    expect(answered()).toBe(ACK);
    reader.faults.add({ is: 'bad-length-sum' });
    expect(answered()).toBe(`${ACK}0000ffffff040003d7211101f600`);
    reader.faults.add({ is: 'bad-data-sum' });
    expect(answered()).toBe(`${ACK}0000ffffff0400fcd72111010900`);
    reader.faults.add({ is: 'wrong-command' });
    expect(answered()).toBe(`${ACK}0000ffffff0400fcd7231101f400`);
    reader.faults.add({ is: 'error-frame' });
    expect(answered()).toBe(`${ACK}0000ff01ff7f8100`);
    reader.faults.add({ is: 'ack-with-answer' });
    send(reader, command);
    expect(packets(reader)).toEqual([ACK + answer]);
    reader.faults.add({ is: 'unplugged', afterBytes: 4 });
    expect(answered()).toBe(`${ACK}0000ffff`);
    expect(reader.isPlugged).toBe(false);
  });

  it('ignores frames with a wrong sum', () => {
    const reader = readerWith();
    expect(ask(reader, '0000ffffff0200fed6200b00')).toBe('');
    expect(ask(reader, '0000ffffff0200ffd6200a00')).toBe('');
    expect(ask(reader, wire.START_380[1]?.command ?? '')).toBe(ACK + wire.START_380[1]?.answer);
  });

  it('gives a command up when an ACK of the host or another command comes', () => {
    const due: { act: () => void; off: boolean }[] = [];
    const clock: ReaderClock = {
      after: (_ms, act) => {
        const entry = { act, off: false };
        due.push(entry);
        return () => {
          entry.off = true;
        };
      },
    };
    const reader = new VirtualRcS380({ field: calmField(), serial: '1', clock });
    send(reader, wire.START_380[1]?.command ?? '');
    send(reader, ACK);
    expect(due.map(({ off }) => off)).toEqual([true]);
    expect(reader.overlaps).toBe(0);
    send(reader, wire.START_380[1]?.command ?? '');
    send(reader, wire.START_380[2]?.command ?? '');
    expect(due.map(({ off }) => off)).toEqual([true, true, false]);
    expect(reader.overlaps).toBe(1);
    for (const { act, off } of due) if (!off) act();
    expect(packets(reader).at(-1)).toBe(wire.START_380[2]?.answer);
  });

  it('starts anew after it was told to, and after it was pulled out', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    ask(reader, '0000ffffff0400fcd61200001800');
    ask(reader, ACK);
    expect(ask(reader, wire.SILENT_380.command)).toBe(ACK + wire.ERRORS_380.rfOff);
    reader.unplug();
    expect(ask(reader, wire.SILENT_380.command)).toBe('');
    reader.plug();
    expect(ask(reader, wire.START_380[1]?.command ?? '')).toBe(ACK + wire.START_380[1]?.answer);
  });
});

/** Wraps a FeliCa frame (its length byte is corrected) into an exchange of 100 ms. */
function frameFor(hex: string): string {
  const frame = [...bytesOf(hex)].slice(0, -1);
  frame[0] = frame.length;
  const payload = [0xd6, 0x04, 0xe8, 0x03, ...frame];
  const sum = (bytes: readonly number[]): number => -bytes.reduce((total, byte) => total + byte, 0) & 0xff;
  const whole = [0, 0, 0xff, 0xff, 0xff, payload.length, 0, sum([payload.length]), ...payload, sum(payload), 0];
  return Buffer.from(whole).toString('hex');
}

function fail(): never {
  throw new Error('the fixture lost a vector');
}
