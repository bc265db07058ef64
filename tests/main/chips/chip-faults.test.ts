import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import { shopDataFolder } from '../../../main/chips/chip-data.ts';
import { ChipFaults, findChipFaults } from '../../../main/chips/chip-faults.ts';
import { temporaryFolder } from '../ledger/ledger-for-tests.ts';

it('names every file of the shop and every tool that cannot be used, with why', async () => {
  const folder = temporaryFolder();
  expect(await findChipFaults(folder)).toEqual([]);
  mkdirSync(join(shopDataFolder(folder), 'guides'), { recursive: true });
  writeFileSync(join(shopDataFolder(folder), 'models.json'), '{');
  writeFileSync(join(shopDataFolder(folder), 'guides', 'odd.json'), '{}');
  const tool = join(folder, 'tools', 'sample');
  mkdirSync(tool, { recursive: true, mode: 0o755 });
  writeFileSync(join(tool, 'tool.json'), JSON.stringify({ id: 'other', command: ['x'] }), { mode: 0o644 });
  const faults = await findChipFaults(folder);
  expect(faults).toEqual([
    { code: 'chip.data-file', facts: { file: 'models.json', why: 'not JSON' } },
    { code: 'chip.data-file', facts: { file: 'odd.json', why: expect.stringMatching(/\S/) } },
    { code: 'chip.tool-unusable', facts: { tool: 'sample', what: 'its id is not its folder' } },
  ]);
});

it('tells whoever listens of what comes to light later', () => {
  const faults = new ChipFaults([]);
  const told: number[] = [];
  const stop = faults.onChange(() => void told.push(faults.all().length));
  const late = new WorkstationError('chip.tool-unusable', { tool: 'sample', what: 'took too long' });
  faults.note(late);
  stop();
  faults.note(late);
  expect(told).toEqual([1]);
  expect(faults.all()[0]).toEqual({ code: 'chip.tool-unusable', facts: { tool: 'sample', what: 'took too long' } });
});
