// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sayError } from '../../../domain/text.ts';
import { FrameNotices } from '../../../renderer/frame/frame-notices.tsx';
import { drawScreen } from '../desk-in-test.tsx';
import { shopState } from '../fake-workstation.ts';

const SHOPS = { code: 'chip.data-file', facts: { file: 'models.json', why: 'not JSON' } } as const;
const OURS = { code: 'chip.program-file', facts: { file: 'models.json', why: 'too large' } } as const;
const TOOL = { code: 'chip.tool-unusable', facts: { tool: 'sample', what: 'took too long' } } as const;

it('says above every screen which file about chips or which tool cannot be used, and why, as soon as it is known', async () => {
  const drawn = await drawScreen(<FrameNotices />, shopState({ chipFaults: [SHOPS, OURS] }));
  expect(screen.getAllByText(/models\.json/).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('models.json: not JSON'),
    expect.stringContaining('models.json: too large'),
  ]);
  // Only where the shop's own file is the broken one are the built-in data still there.
  expect(screen.getByText(sayError('ja', SHOPS).action).textContent).toContain('組み込みの資料だけ');
  expect(screen.getByText(sayError('ja', OURS).action).textContent).toContain('資料なしで');
  await drawn.tell({ kind: 'chip-faults', chipFaults: [SHOPS, OURS, TOOL] });
  expect(screen.getByText(sayError('ja', TOOL).title).textContent).toContain('sample: took too long');
});

it('is silent where everything can be used', async () => {
  await drawScreen(<FrameNotices />, shopState());
  expect(screen.queryAllByRole('status')).toEqual([]);
});
