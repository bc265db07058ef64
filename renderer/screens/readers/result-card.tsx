import type { ReactNode } from 'react';
import type { ReadingView } from '../../../domain/chip-view.ts';
import { lookOfChip } from '../../parts/chip-look.ts';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Notice } from '../../parts/notice.tsx';
import { showTime } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import { Reasons, Residues } from '../chip/residues.tsx';
import { containerWords } from './container-words.ts';

const hex = (system: number): string => system.toString(16).toUpperCase().padStart(4, '0');

/** One finished reading: its state in large letters, what is left by name, why it was judged so, and how it was read. */
export function ResultCard({ reading }: { readonly reading: ReadingView }): ReactNode {
  const texts = useText();
  const { say, sayByName, language } = texts;
  const look = lookOfChip(reading.state);
  const { kind, idmTail, systems, scan, tookMs, atMs, record } = reading;
  const container = containerWords(texts, reading.container);
  const facts = [
    { key: say('readers.fact.kind'), value: say(`readers.kind.${kind ?? 'none'}`) },
    ...(container === null ? [] : [{ key: say('readers.fact.container'), value: <strong>{container}</strong> }]),
    {
      key: say('readers.fact.number'),
      value: idmTail ? <span className="code">{idmTail}</span> : say('readers.fact.no-number'),
    },
    {
      key: say('readers.fact.systems'),
      value: systems.length > 0 ? <span className="code">{systems.map(hex).join(' ')}</span> : say('readers.fact.none'),
    },
    { key: say('readers.fact.scan'), value: say(`readers.scan.${scan}.words`) },
    { key: say('readers.fact.time'), value: say('readers.fact.took', { seconds: (tookMs / 1000).toFixed(1) }) },
    { key: say('readers.fact.at'), value: showTime(language, atMs) },
    {
      key: say('readers.fact.record'),
      value: record ? <span className="code">{record}</span> : say('readers.not-bound'),
    },
  ];
  return (
    <section className={`result tone-${look.tone}`} aria-label={say('readers.result')}>
      <p className="result-state">
        <Mark name={look.mark} />
        {sayByName(look.word)}
      </p>
      <p className="result-words">{say(`readers.state.${reading.state}`)}</p>
      <Reasons reasons={reading.reasons} />
      <Residues residues={reading.residues} state={reading.state} />
      <KeyValueList facts={facts} />
      {kind === 'card' ? <Notice kind="warn" title={say('readers.card')} /> : null}
    </section>
  );
}
