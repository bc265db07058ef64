import { type ReactNode, useState } from 'react';
import { CAUSES } from '../../../domain/not-detected.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Segments } from '../../parts/segments.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { ListedCause } from './cause-card.tsx';
import { type KindFilter, searchCauses } from './search-causes.ts';

const KINDS: readonly KindFilter[] = ['all', 'android', 'iphone', 'reader', 'computer', 'practice'];

/** Every cause that the program knows, to be searched in either language. */
export function Catalogue(): ReactNode {
  const { say } = useText();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<KindFilter>('all');
  const found = searchCauses(typed, kind);
  return (
    <section className="look-catalogue" aria-labelledby="look-catalogue">
      <h2 id="look-catalogue">{say('look.catalogue')}</h2>
      <div className="look-filter">
        <TextField label={say('look.search')} value={typed} onChange={setTyped} />
        <Segments
          label={say('look.kind')}
          value={kind}
          choices={KINDS.map((id) => ({ id, title: say(`look.kind.${id}`) }))}
          onChange={setKind}
        />
      </div>
      <p className="field-hint" role="status">
        {say('look.shown', { shown: found.length, of: CAUSES.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState mark="search" title={say('look.no-match', { text: typed })} words={say('look.no-match.says')} />
      ) : (
        <ul className="look-list">
          {found.map(({ id }) => (
            <ListedCause key={id} id={id} />
          ))}
        </ul>
      )}
    </section>
  );
}
