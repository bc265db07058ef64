import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChipBody } from '../../../domain/chip-shapes.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { operatorId, type RecordId } from '../../../domain/ids.ts';
import { ChipBook } from '../../../main/chips/chip-book.ts';
import type { LicensedTools, ToolOrder, ToolReport } from '../../../main/chips/licensed-tools.ts';
import { recoverToolRuns, ToolDesk, toolReportFolder } from '../../../main/chips/tool-desk.ts';
import { chipsTable } from '../../../main/store/tables/chips.ts';
import { suicaReading } from '../../domain/sample-chip.ts';
import { ChipRig, READER } from './chip-rig.ts';

const FACTS = { id: 'x', vendor: 'V', product: 'P', version: '1', licenceHolder: 'H' };
const REPORT: ToolReport = {
  startedAt: '2026-11-29T03:00:00.000Z',
  endedAt: '2026-11-29T03:01:00.000Z',
  result: 'erased',
  report: new TextEncoder().encode('proof'),
  isSigned: false,
  signature: null,
};

class ToolRig extends ChipRig {
  tool: (order: ToolOrder, signal: AbortSignal) => Promise<ToolReport> = async () => REPORT;
  readonly toolDesk: ToolDesk;

  constructor() {
    super();
    const tools = {
      get: async (id: string) => {
        if (id !== 'x') throw new WorkstationError('chip.tool-unknown', { tool: id });
        return { facts: FACTS, models: [] };
      },
      run: (_id: string, order: ToolOrder, signal: AbortSignal) => this.tool(order, signal),
    } as unknown as LicensedTools;
    const sessions = { isRequired: false, authorise: () => ({ id: operatorId('nobody') }) };
    const { chips: book, targets, details, folder } = this;
    this.toolDesk = new ToolDesk({ book, targets, details, tools, sessions, folder });
  }

  erase(record: RecordId, tool = 'x') {
    return this.toolDesk.run({ phone: { is: 'record', record }, tool, who: operatorId('suzuki') });
  }
}

describe('running a licensed tool', () => {
  it('keeps its report under the hash on record, and its word alone never lets a phone be sold', async () => {
    const rig = new ToolRig();
    const { record, id } = await rig.passed();
    await rig.read(record, 'sato', suicaReading());
    let asked: ToolOrder | null = null;
    rig.tool = async (order) => {
      asked = order;
      return REPORT;
    };
    const { chip, history } = await rig.erase(record);
    expect(asked).toMatchObject({ jobId: id, consentId: record, device: { serial: 'S-usb:1-1', port: 'usb:1-1' } });
    expect(chip).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
    expect(chip.blocks).toContain('read-again');
    expect(history[0]?.what).toEqual({ is: 'tool', product: 'P', result: 'erased' });
    const [body] = rig.chipBodies(record, 'chip-tool-ran');
    expect(body).toMatchObject({ operator: 'suzuki', tool: FACTS, result: 'erased', isSigned: false });
    expect(body?.reportSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(join(toolReportFolder(rig.folder), `${body?.reportSha256}.bin`), 'utf8')).toBe('proof');
    // Who ran the tool may not be the one who finds the chip empty.
    expect((await rig.read(record, 'suzuki')).chip.sale).toBe('blocked');
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
  });

  it('keeps the signature of its report in the entry, where whoever has the key of its maker can check it later', async () => {
    const rig = new ToolRig();
    const { record } = await rig.passed();
    await rig.erase(record);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signature = sign(null, REPORT.report ?? new Uint8Array(), privateKey).toString('base64');
    rig.tool = async () => ({ ...REPORT, isSigned: true, signature });
    await rig.erase(record);
    const [unsigned, signed] = rig.chipBodies(record, 'chip-tool-ran');
    expect(unsigned).not.toHaveProperty('reportSignature');
    expect(readChipBody('chip-tool-ran', unsigned)).toEqual(unsigned);
    expect(readChipBody('chip-tool-ran', signed)).toEqual(signed);
    const report = readFileSync(join(toolReportFolder(rig.folder), `${signed?.reportSha256}.bin`));
    const kept = Buffer.from(signed?.reportSignature ?? '', 'base64');
    expect(verify(null, report, publicKey, kept)).toBe(true);
    expect(() => readChipBody('chip-tool-ran', { ...signed, reportSignature: 'no base64' })).toThrow('base64');
  });

  it('is on the disk before it begins: after a crash it counts as failed, and what was read before counts no more', async () => {
    const rig = new ToolRig();
    const { record } = await rig.passed();
    await rig.read(record, 'sato', suicaReading());
    let begun: unknown = null;
    rig.tool = async () => {
      begun = rig.chips.openToolRuns();
      return new Promise<never>(() => undefined);
    };
    void rig.erase(record);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(begun).toMatchObject([{ record, actor: 'suzuki', isAuthenticated: false }]);
    // The program comes up again over the same data.
    const book = new ChipBook(rig.opened.ledger, chipsTable(rig.opened.database));
    expect(recoverToolRuns(book, rig.targets)).toBe(1);
    expect(recoverToolRuns(book, rig.targets)).toBe(0);
    expect(rig.chipBodies(record, 'chip-tool-ran')).toMatchObject([{ operator: 'suzuki', result: 'failed' }]);
    expect(rig.told(record).at(-1)).toBe('chip-tool-ran workstation');
    expect(rig.chipViews.of(record).blocks).toContain('read-again');
  });

  it('that fails is on record as failed, and its error is told', async () => {
    const rig = new ToolRig();
    const { record } = await rig.passed();
    rig.tool = () => Promise.reject(new WorkstationError('chip.tool-failed', { tool: 'x', what: 'boo' }));
    await expect(rig.erase(record)).rejects.toThrow('chip.tool-failed');
    expect(rig.chipBodies(record, 'chip-tool-ran')).toMatchObject([{ result: 'failed', reportSha256: null }]);
    expect(rig.chips.openToolRuns()).toEqual([]);
  });

  it('is refused twice at once, for a tool that nobody knows, and for a chip that lets its phone be sold already', async () => {
    const rig = new ToolRig();
    const { record } = await rig.passed();
    await expect(rig.erase(record, 'y')).rejects.toThrow('chip.tool-unknown');
    let end: (report: ToolReport) => void = () => undefined;
    rig.tool = () =>
      new Promise((resolve) => {
        end = resolve;
      });
    const first = rig.erase(record);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(rig.erase(record)).rejects.toThrow('port.busy');
    // What is read while the tool works would be out of date before it is written.
    const bind = () =>
      rig.chipDesk.bind({
        reader: READER,
        reading: rig.hold(),
        phone: { is: 'record', record },
        who: operatorId('sato'),
      });
    expect(bind).toThrow('port.busy');
    end(REPORT);
    await first;
    expect((await bind()).chip.sale).toBe('allowed');
    await expect(rig.erase(record)).rejects.toThrow('ipc.bad-input');
  });

  it('keeps the chip of its phone from every reader and every other tool, under other records of that phone as well', async () => {
    const rig = new ToolRig();
    const earlier = await rig.passed();
    rig.hands.replug('usb:1-1');
    const later = await rig.passed();
    const ended = Promise.withResolvers<ToolReport>();
    const begun = Promise.withResolvers<void>();
    rig.tool = () => {
      begun.resolve();
      return ended.promise;
    };
    const running = rig.erase(earlier.record);
    await begun.promise;
    expect(() => rig.read(later.record, 'sato')).toThrow('port.busy');
    await expect(rig.erase(later.record)).rejects.toThrow('port.busy');
    ended.resolve(REPORT);
    await running;
    // Who ran it is known under the later record too.
    expect((await rig.read(later.record, 'suzuki')).chip.blocks).toEqual(['recheck-same-person']);
    expect((await rig.read(later.record, 'sato')).chip.sale).toBe('allowed');
  });

  it('is refused for a chip that lets its phone be sold under a later record', async () => {
    const rig = new ToolRig();
    const earlier = await rig.passed();
    rig.hands.replug('usb:1-1');
    const later = await rig.passed();
    await rig.read(later.record, 'sato');
    expect(rig.chipViews.of(earlier.record).sale).toBe('blocked');
    await expect(rig.erase(earlier.record)).rejects.toThrow('ipc.bad-input');
    // An earlier record that let it be sold says nothing of the phone as it came back.
    rig.hands.replug('usb:1-1');
    const newest = await rig.passed();
    await rig.erase(newest.record);
    expect(rig.told(newest.record).at(-1)).toBe('chip-tool-ran suzuki');
  });

  it('is stopped when the workplace closes, on record', async () => {
    const rig = new ToolRig();
    const { record } = await rig.passed();
    rig.tool = (_order, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new WorkstationError('chip.tool-failed', { what: 'stopped' })));
      });
    const running = rig.erase(record).catch(() => 'failed');
    await new Promise((resolve) => setTimeout(resolve, 10));
    await rig.toolDesk.close();
    expect(await running).toBe('failed');
    expect(rig.chipBodies(record, 'chip-tool-ran')).toMatchObject([{ result: 'failed' }]);
  });

  it('gives a phone without a record one first', async () => {
    const rig = new ToolRig();
    const { port } = await rig.plugged();
    const phone = { is: 'port', port } as const;
    const { record } = await rig.toolDesk.run({ phone, tool: 'x', who: operatorId('suzuki') });
    if (record === null) throw new Error('no record');
    expect(rig.told(record)).toEqual([
      'chip-record-opened suzuki',
      'chip-presence-judged workstation',
      'chip-tool-ran suzuki',
    ]);
  });
});
