import { expect, it } from 'vitest';
import { jobId } from '../../../domain/ids.ts';
import { ExchangeLog } from '../../../main/jobs/exchange-log.ts';

const line = (text: string) => ({ at: '2026-01-01T00:00:00.000Z', direction: 'sent', text }) as const;

it('keeps the last lines of the newest jobs, each apart', () => {
  const log = new ExchangeLog();
  const first = jobId('job-first');
  for (let at = 0; at < 500; at += 1) log.add(first, line(`${at}`));
  expect([log.of(first).length, log.of(first)[0]?.text, log.of(first).at(-1)?.text]).toEqual([400, '100', '499']);
  for (let at = 0; at < 128; at += 1) log.add(jobId(`job-${at}`), line('x'));
  expect(log.of(first)).toEqual([]);
  expect(log.of(jobId('job-0'))).toHaveLength(1);
  expect(log.of(jobId('job-127'))).toHaveLength(1);
});
