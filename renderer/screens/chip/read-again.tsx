import type { ReactNode } from 'react';
import { isSecondLookMissing } from '../../../domain/chip-file.ts';
import type { ChipDetail } from '../../../domain/chip-view.ts';
import { may } from '../../../domain/operator.ts';
import { isSamePerson } from '../../../domain/verdict.ts';
import type { AccountView, AttendanceView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { actorWords } from '../ledger/entry-words.ts';
import { PinForm } from '../review/reviewer.tsx';
import { blockBeyondReading } from './beyond-reading.tsx';

const NOBODY: AttendanceView = { is: 'nobody' };
const NO_ACCOUNTS: readonly AccountView[] = [];

/** Everybody who is not the other person: who erased the phone, did something to its chip, or read it last. The program decides again when it is read. */
function handsOn({ chip, history }: ChipDetail, worker: string | null): readonly string[] {
  const acts = history.filter(({ what }) => what.is === 'tool' || (what.is === 'step' && what.isOwnHand));
  const known = [worker, chip.lastRead?.by ?? null].filter((one) => one !== null);
  return [...known, ...acts.map(({ by }) => by)];
}

/** The next step at a reader: reading it, reading it again, or handing over to another person who does; nothing where no reading helps. */
export function ReadAgain(props: { readonly detail: ChipDetail; readonly worker: string | null }): ReactNode {
  const { detail, worker } = props;
  const { chip } = detail;
  const texts = useText();
  const { say } = texts;
  const attendance = useShelf(({ state }) => state?.attendance ?? NOBODY);
  const accounts = useShelf(({ state }) => state?.accounts ?? NO_ACCOUNTS);
  if (blockBeyondReading(chip.blocks) !== null) return null;
  if (chip.blocks.includes('review')) return <ToReaders words={say('chip.review')} more={say('chip.review.words')} />;
  if (!isSecondLookMissing(chip.blocks)) return <ToReaders words={say('chip.read-next')} />;
  const first = chip.lastRead?.by ?? null;
  const hands = handsOn(detail, worker);
  const isOther = (id: string): boolean => hands.every((one) => !isSamePerson(id, one));
  const name = first === null ? say('chip.unknown-person') : actorWords(texts, first, accounts);
  if (attendance.is === 'not-needed') return <ToReaders words={say('chip.recheck.declared', { name })} />;
  if (attendance.is === 'present' && isOther(attendance.account.id)) {
    return <ToReaders words={say('chip.recheck.you', { name: attendance.account.name })} />;
  }
  const able = accounts.filter(({ id, role, active }) => active && may(role, 'read-chip') && isOther(id));
  return (
    <section className="chip-part" aria-labelledby="chip-recheck">
      <h3 id="chip-recheck">{say('chip.recheck')}</h3>
      <Notice kind="warn" title={say('chip.recheck.another', { name })}>
        {say('chip.recheck.another.words')}
      </Notice>
      {able.length === 0 ? (
        <Notice kind="warn" title={say('chip.recheck.nobody')} />
      ) : (
        <PinForm able={able} label={say('chip.recheck.who')} />
      )}
    </section>
  );
}

/** Says what to do at a reader, and leads there. */
function ToReaders({ words, more }: { readonly words: string; readonly more?: string }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const readers = useShelf(({ state }) => state?.readers ?? null) ?? [];
  return (
    <Notice
      kind="warn"
      title={words}
      acts={
        readers.length === 0
          ? null
          : readers.map(({ reader, name }) => (
              <Button
                key={reader}
                mark="reader"
                onPress={() => store.setState({ open: null, sheet: { is: 'reader', reader } })}
              >
                {say('chip.to-reader', { name })}
              </Button>
            ))
      }
    >
      {more ? <p>{more}</p> : null}
      {readers.length === 0 ? say('chip.no-reader') : null}
    </Notice>
  );
}
