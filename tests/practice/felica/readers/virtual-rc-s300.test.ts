import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../../practice/felica/chips/bytes.ts';
import type { VirtualChip } from '../../../../practice/felica/chips/virtual-chip.ts';
import { VirtualRcS300 } from '../../../../practice/felica/readers/virtual-rc-s300.ts';
import * as wire from '../../../fixtures/felica-wire.ts';
import { calmField, VECTOR_SYSTEMS, vectorCard, WRITABLE_SYSTEMS } from '../card-of-vectors.ts';
import { ask, packets, send } from './reader-line.ts';

const [FIRMWARE, END, START, RF_OFF, RF_ON, TYPE_F] = wire.START_300.map(({ command }) => command);
const POLL = wire.CARD_300[0]?.command ?? '';

function readerWith(...chips: VirtualChip[]): VirtualRcS300 {
  return new VirtualRcS300({ field: calmField(...chips), serial: 'S300-1' });
}

function ready(...chips: VirtualChip[]): VirtualRcS300 {
  const reader = readerWith(...chips);
  for (const { command } of wire.START_300) ask(reader, command);
  return reader;
}

const status = (answer: string): string => answer.slice(20, 30);

describe('virtual RC-S300', () => {
  it('answers the start byte for byte', () => {
    const reader = readerWith();
    for (const { name, command, answer } of wire.START_300) {
      expect([name, ask(reader, command)]).toEqual([name, answer]);
    }
  });

  it('carries every answer of the card byte for byte', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    for (const { name, command, answer } of wire.CARD_300) {
      expect([name, ask(reader, command)]).toEqual([name, answer]);
    }
    const writable = ready(vectorCard(WRITABLE_SYSTEMS));
    expect(ask(writable, wire.WRITE_300.command)).toBe(wire.WRITE_300.answer);
  });

  it('counts the empty transfer behind a command of 64 bytes, and waits for it when it demands one', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    expect(ask(reader, wire.FULL_PACKET_300).slice(0, 14)).toBe('83310000000020');
    expect(reader.zeroLength).toEqual({ owed: 1, seen: 1 });
    reader.demandsZeroLength = true;
    reader.receive(bytesOf(wire.FULL_PACKET_300));
    expect(packets(reader)).toEqual([]);
    reader.receive(new Uint8Array());
    expect(packets(reader)).toHaveLength(1);
  });

  it('wraps a long card frame with lengths of two and three bytes, cut into packets', () => {
    const cardAnswering = (blocks: number): string => {
      const reader = ready(vectorCard(WRITABLE_SYSTEMS, { pmm: bytesOf('0131010101010101') }));
      const list = Array.from({ length: blocks }, (_, index) => `80${(index % 4).toString(16).padStart(2, '0')}`);
      const frame = `06013900000000000101 0900 ${blocks.toString(16).padStart(2, '0')} ${list.join('')}`;
      return ask(reader, exchangeOf(frame.replaceAll(' ', '')));
    };
    expect(cardAnswering(7)).toContain('977d7d07');
    expect(cardAnswering(8)).toContain('97818d8d07');
    expect(cardAnswering(15)).toContain('9781fdfd07');
    const reader = ready(vectorCard(WRITABLE_SYSTEMS, { pmm: bytesOf('0131010101010101') }));
    send(reader, exchangeOf('060139000000000001010900048000800180028003'));
    expect(packets(reader).map((packet) => packet.length / 2)).toEqual([64, 39]);
  });

  it('keeps its session when the program behind it is gone, so that a second start is refused until it is ended', () => {
    const reader = ready();
    expect(status(ask(reader, START ?? ''))).toBe('c003016985');
    expect(status(ask(reader, END ?? ''))).toBe('c003009000');
    expect(status(ask(reader, START ?? ''))).toBe('c003009000');
  });

  it('refuses an exchange without a session, without its field, and while another program has the session', () => {
    const reader = readerWith(vectorCard(VECTOR_SYSTEMS));
    expect(status(ask(reader, POLL))).toBe('c003016985');
    ask(reader, START ?? '');
    expect(status(ask(reader, POLL))).toBe('c003016985');
    ask(reader, RF_ON ?? '');
    expect(status(ask(reader, POLL))).toBe('c003016401');
    ask(reader, TYPE_F ?? '');
    expect(ask(reader, POLL)).toBe(wire.CARD_300[0]?.answer);
    ask(reader, RF_OFF ?? '');
    expect(status(ask(reader, POLL))).toBe('c003016985');
    reader.isTaken = true;
    expect(status(ask(reader, POLL))).toBe('c00301698a');
    expect(status(ask(reader, START ?? ''))).toBe('c00301698a');
  });

  it('keeps flags and wait from one exchange to the next', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    const silentFor = exchangeOf('00ffff0100', '90020001');
    expect(status(ask(reader, silentFor))).toBe('c003016401');
    expect(status(ask(reader, exchangeOf('00ffff0100')))).toBe('c003016401');
    expect(status(ask(reader, exchangeOf('00ffff0100', '9002001c')))).toBe('c003009000');
    expect(status(ask(reader, exchangeOf('00ffff0100')))).toBe('c003009000');
  });

  it('tells a boot loader, its serial number, and what it does not know', () => {
    const reader = readerWith();
    reader.isBootLoader = true;
    expect(ask(reader, FIRMWARE ?? '')).toBe(wire.START_300[0]?.answer.replace('ffff', '0000'));
    expect(ask(reader, '6b040000000001000000ff5f0300')).toBe('83080000000001000000533330302d319000');
    expect(ask(reader, '6b040000000001000000ffee0000')).toBe('830200000000010000006d00');
  });

  it('fails in the ways that a driver has to survive', () => {
    const reader = ready(vectorCard(VECTOR_SYSTEMS));
    const { command, answer } = wire.CARD_300[0] ?? wire.WRITE_300;
    const stale = `${answer.slice(0, 12)}06${answer.slice(14)}`;
    reader.faults.add({ is: 'no-answer' });
    expect(ask(reader, command)).toBe('');
    reader.faults.add({ is: 'busy' });
    expect(ask(reader, command.replace('00000000070000', '000000000d0000'))).toBe(wire.SLOT_300.busy);
    reader.faults.add({ is: 'time-extension' });
    send(reader, command);
    expect(packets(reader)).toEqual([wire.SLOT_300.timeExtension.replace('0d', '07'), answer]);
    reader.faults.add({ is: 'stale-answer' });
    send(reader, command);
    expect(packets(reader)).toEqual([stale, answer]);
    reader.faults.add({ is: 'wrong-sequence' });
    expect(ask(reader, command)).toBe(stale);
    reader.faults.add({ is: 'failed', error: 0x05 });
    expect(ask(reader, command)).toBe('83000000000007400500');
    reader.faults.add({ is: 'session-status', status: 0x6a81 }, { on: 0x50 });
    expect(status(ask(reader, command))).toBe('c003016a81');
    reader.faults.add({ is: 'unplugged', afterBytes: 12 });
    expect(ask(reader, command)).toBe(answer.slice(0, 24));
    expect(reader.isPlugged).toBe(false);
  });

  it('forgets its session when it is pulled out', () => {
    const reader = ready();
    reader.unplug();
    reader.plug();
    expect(reader.hasSession).toBe(false);
    expect(status(ask(reader, START ?? ''))).toBe('c003009000');
  });
});

/** Wraps a FeliCa frame without its length byte, and further TLVs before it, into an exchange of 100 ms. */
function exchangeOf(frame: string, before = ''): string {
  const bytes = frame.length / 2 + 1;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const tlvs = `${before}5f4604a08601009582${hex(bytes, 4)}${hex(bytes, 2)}${frame}`;
  const payload = `ff50000100${hex(tlvs.length / 2, 4)}${tlvs}000000`;
  return `6b${hex(payload.length / 2, 2)}000000000b000000${payload}`;
}
