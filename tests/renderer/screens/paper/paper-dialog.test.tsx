// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordId } from '../../../../domain/ids.ts';
import { say } from '../../../../domain/text.ts';
import { PaperDialog } from '../../../../renderer/screens/paper/paper-dialog.tsx';
import { type DrawnScreen, drawScreen } from '../../desk-in-test.tsx';
import { shopState } from '../../fake-workstation.ts';

// What a canvas shows is seen in a real browser; here it is only which bytes are drawn.
const drawn = vi.hoisted((): { bytes: number[]; closed: number } => ({ bytes: [], closed: 0 }));
vi.mock('../../../../renderer/screens/paper/open-pdf.ts', () => ({
  openPdf: async (bytes: Uint8Array) => {
    drawn.bytes.push(bytes[0] ?? -1);
    return {
      pages: 1,
      draw: async () => undefined,
      close: async () => {
        drawn.closed += 1;
      },
    };
  },
}));

const user = userEvent.setup();
const record = recordId('HK-20261121-A1B2C3D4E5');
const dialog = <PaperDialog record={record} onClose={() => undefined} />;
const pdf = (mark: number) => ({ pdf: Uint8Array.of(mark) });
const open = (replies: Record<string, unknown> = {}): Promise<DrawnScreen> =>
  drawScreen(dialog, shopState(), { 'preview-paper': pdf(1), ...replies });
const press = (key: 'paper.print' | 'paper.issue' | 'paper.save-label' | 'paper.folder'): Promise<void> =>
  user.click(screen.getByRole('button', { name: say('ja', key) }));

describe('the papers of a record', () => {
  beforeEach(() => {
    drawn.bytes = [];
    drawn.closed = 0;
  });

  it('are shown before anything is issued', async () => {
    const { calls } = await open();
    expect(calls('preview-paper')).toEqual([{ is: 'certificate', record, language: 'ja' }]);
    expect(calls('issue-certificate')).toEqual([]);
    expect(drawn.bytes).toEqual([1]);
  });

  it('are issued in the language that was chosen, and the files are named', async () => {
    const files = { folder: '/shop/certificates', files: ['certificate-HK.pdf', 'certificate-HK.json'] };
    const { calls } = await open({ 'issue-certificate': files });
    await press('paper.issue');
    expect(calls('issue-certificate')).toEqual([{ record, language: 'ja' }]);
    expect(screen.getByText('certificate-HK.json')).toBeTruthy();
    expect(calls('preview-paper')).toHaveLength(2);
  });

  it('are labels of the width of the shop', async () => {
    const { calls } = await open({ 'print-paper': { printed: true } });
    await user.click(screen.getByRole('radio', { name: say('ja', 'paper.kind.label') }));
    await press('paper.print');
    expect(calls('print-paper')).toEqual([{ is: 'label', record, widthMm: 62 }]);
    expect(screen.getByText(say('ja', 'paper.printed'))).toBeTruthy();
  });

  it('say when nothing was printed, and why something was refused', async () => {
    const refused = { ok: false, error: { code: 'ledger.write-failed', facts: {} } };
    const { calls } = await open({ 'print-paper': { printed: false }, 'open-folder': refused });
    await press('paper.print');
    expect(screen.getByText(say('ja', 'paper.not-printed'))).toBeTruthy();
    await press('paper.folder');
    expect(calls('open-folder')).toEqual([{ folder: 'certificates' }]);
    expect(screen.getByText(say('ja', 'error.ledger.write-failed.title'))).toBeTruthy();
  });

  it('cannot be issued unseen', async () => {
    await open({ 'preview-paper': { ok: false, error: { code: 'record.unknown', facts: { record } } } });
    expect(screen.getByRole('button', { name: say('ja', 'paper.issue') })).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: say('ja', 'paper.print') })).toHaveProperty('disabled', true);
  });

  it('never show a late preview of another paper, and let go of the one before', async () => {
    const { fake } = await open();
    const waiting: ((value: unknown) => void)[] = [];
    const { call } = fake.bridge;
    Object.assign(fake.bridge, {
      call: (name: string, input: unknown) =>
        name === 'preview-paper' ? new Promise((resolve) => waiting.push(resolve)) : call(name, input),
    });
    await user.click(screen.getByRole('radio', { name: say('ja', 'paper.kind.label') }));
    await user.click(screen.getByRole('radio', { name: say('ja', 'paper.kind.certificate') }));
    await act(async () => waiting[1]?.({ ok: true, value: pdf(3) }));
    await act(async () => waiting[0]?.({ ok: true, value: pdf(2) }));
    expect(drawn.bytes).not.toContain(2);
    expect(drawn.bytes.at(-1)).toBe(3);
    expect(drawn.closed).toBe(drawn.bytes.length - 1);
  });
});
