import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PortId } from '../../../domain/ids.ts';
import { useCall, useShelf } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Notice } from '../../parts/notice.tsx';
import { faultWords } from '../../state/fault-words.ts';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import { PortRows } from './port-rows.tsx';
import {
  attachedNow,
  draftFaults,
  draftsOf,
  inOrderOf,
  namesFrom,
  newlyAttached,
  type PortDraft,
} from './ports-draft.ts';
import { SaveRow } from './save-row.tsx';
import type { SectionProps } from './section-props.ts';

/** The names and the order of the Ports; they can be learned by plugging phones in one after the other. */
export function PortsSection({ settings }: SectionProps): ReactNode {
  const { say, sayByName } = useText();
  const call = useCall();
  const may = useMayAnswer('change-settings');
  const ports = useShelf(({ state }) => state?.ports ?? null) ?? [];
  const [changed, setChanged] = useState<readonly PortDraft[] | null>(null);
  const learning = useLearning();
  // Until somebody changes something, Ports that appear meanwhile join the list.
  const kept = changed ?? draftsOf(settings.ports, ports);
  const drafts = learning.learned ? inOrderOf(kept, learning.learned) : kept;
  const faults = draftFaults(drafts);
  const finish = (): void => {
    setChanged(drafts);
    learning.stop();
  };
  if (drafts.length === 0 && !learning.learned) return <p className="settings-section">{say('settings.ports.none')}</p>;
  return (
    <div className="settings-section settings-wide">
      <p>{say('settings.ports.says')}</p>
      <NotAllowed may={may} />
      {learning.learned ? (
        <Notice
          kind="info"
          title={say('settings.ports.learn.next', { place: learning.learned.length + 1 })}
          acts={<Button onPress={finish}>{say('settings.ports.learn.done')}</Button>}
        >
          {say('settings.ports.learn.says')} {say('settings.ports.learned', { count: learning.learned.length })}
        </Notice>
      ) : (
        <div>
          <Button mark="plug" isDisabled={!may.allowed} onPress={learning.start}>
            {say('settings.ports.learn')}
          </Button>
        </div>
      )}
      <PortRows
        drafts={drafts}
        ports={ports}
        isFixed={!may.allowed || learning.learned !== null}
        onChange={setChanged}
        wrong={faultWords(faults, sayByName)}
      />
      <SaveRow
        isSaved={false}
        isDisabled={!may.allowed || changed === null || faults.length > 0 || learning.learned !== null}
        onSave={() => call('change-settings', { ports: namesFrom(drafts).map((name) => ({ ...name })) })}
      />
    </div>
  );
}

/** Listens for phones being plugged in and keeps the order; null while nobody is learning. */
function useLearning() {
  const ports = useShelf(({ state }) => state?.ports ?? null);
  const [learned, setLearned] = useState<readonly PortId[] | null>(null);
  const before = useRef<ReadonlySet<PortId>>(new Set());
  const isLearning = learned !== null;
  useEffect(() => {
    if (!isLearning || !ports) return;
    const fresh = newlyAttached(before.current, ports);
    before.current = attachedNow(ports);
    setLearned((known) => [...(known ?? []), ...fresh.filter((port) => !known?.includes(port))]);
  }, [isLearning, ports]);
  return {
    learned,
    start: () => {
      before.current = attachedNow(ports ?? []);
      setLearned([]);
    },
    stop: () => setLearned(null),
  };
}
