import type { ReactNode } from 'react';
import type { SaleBlock } from '../../../domain/chip-file.ts';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';

const BEYOND_READING = ['record-odd', 'another-chip'] as const satisfies readonly SaleBlock[];

/** What blocks a sale and stays whatever a reader sees next, or null where reading on helps. */
export function blockBeyondReading(blocks: readonly SaleBlock[]): (typeof BEYOND_READING)[number] | null {
  return BEYOND_READING.find((block) => blocks.includes(block)) ?? null;
}

/** Says, of what no reading can settle, what a person compares and who decides; nothing where reading on helps. */
export function BeyondReading({ blocks }: { readonly blocks: readonly SaleBlock[] }): ReactNode {
  const { say } = useText();
  const block = blockBeyondReading(blocks);
  if (block === null) return null;
  return (
    <Notice kind="warn" title={say(`chip.beyond.${block}`)}>
      <p>{say(`chip.beyond.${block}.words`)}</p>
      <p>{say('chip.beyond.manager')}</p>
    </Notice>
  );
}
