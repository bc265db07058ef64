import { type ReactNode, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { showTime } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import { actorWords } from '../ledger/entry-words.ts';
import { useRefusal } from '../phone/who-may.ts';
import { useDeclared } from './declared.tsx';
import type { ChipPartProps } from './use-chip-detail.ts';

/** What settles the chip of an iPhone, the one poll that it may be given, and whether it was let online; draws nothing for another phone. */
export function IphonePart(props: ChipPartProps & { readonly isReset: boolean }): ReactNode {
  const { say } = useText();
  const { chip } = props.detail;
  if (chip.iphone === undefined) return null;
  return (
    <section className="chip-part" aria-labelledby="chip-iphone">
      <h3 id="chip-iphone">{say('chip.iphone')}</h3>
      <ul className="bullets">
        <li>{say(chip.state === 'APPLE_ERASED' ? 'chip.iphone.erased' : 'chip.iphone.not-erased')}</li>
        <li>{say('chip.iphone.terminated')}</li>
        <li>{say('chip.iphone.poll')}</li>
        <li>{say('chip.iphone.answer')}</li>
      </ul>
      <PollAtReader />
      {props.isReset ? <OnlineStep {...props} /> : null}
    </section>
  );
}

/** Leads to a reader, which is set to the poll for iPhones before anybody lays one there. */
function PollAtReader(): ReactNode {
  const { store, workstation } = useDesk();
  const { say } = useText();
  const readers = useShelf(({ state }) => state?.readers ?? null) ?? [];
  const refusal = useRefusal('read-chip');
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const open = async (reader: ReaderId): Promise<void> => {
    const reply = await workstation.call('set-reader-scan', { reader, scan: 'iphone' });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) store.setState({ open: null, sheet: { is: 'reader', reader } });
  };
  return (
    <div>
      {readers.map(({ reader, name }) => (
        <BusyButton key={reader} mark="reader" isDisabled={refusal !== null} onPress={() => open(reader)}>
          {say('chip.iphone.to-reader', { name })}
        </BusyButton>
      ))}
      {refused ? <ErrorNotice error={refused} /> : null}
    </div>
  );
}

/** The step that lets the servers take the cards away too: it is declared by a person, and it decides nothing. */
function OnlineStep({ phone, detail, act }: ChipPartProps): ReactNode {
  const texts = useText();
  const { say, language } = texts;
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  const refusal = useRefusal('read-chip');
  const declared = useDeclared();
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const online = detail.chip.iphone?.online ?? null;
  const note = async (outcome: 'done' | 'not-done'): Promise<void> =>
    setRefused(await act('note-iphone-online', { phone, outcome, declared: declared.name }));
  const isDisabled = refusal !== null || declared.isMissing;
  return (
    <>
      <p>
        <strong>{say(`chip.iphone.online.${online?.outcome ?? 'not-recorded'}`)}</strong>{' '}
        {online
          ? say('chip.step.by', {
              name: actorWords(texts, online.by, accounts),
              at: showTime(language, Date.parse(online.at)),
            })
          : say('chip.iphone.online.words')}
      </p>
      {declared.field}
      <div>
        <BusyButton mark="check" isDisabled={isDisabled} onPress={() => note('done')}>
          {say('chip.iphone.online.note-done')}
        </BusyButton>
        <BusyButton isDisabled={isDisabled} onPress={() => note('not-done')}>
          {say('chip.iphone.online.note-not-done')}
        </BusyButton>
      </div>
      {refused ? <ErrorNotice error={refused} /> : null}
    </>
  );
}
