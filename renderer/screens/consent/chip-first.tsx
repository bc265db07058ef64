import { type ReactNode, useEffect, useState } from 'react';
import type { ChipDetail } from '../../../domain/chip-view.ts';
import type { PortId } from '../../../domain/ids.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useText } from '../../use-text.ts';
import { phoneName, portName } from '../phone/phone-words.ts';
import { phoneMark } from './candidates.ts';

/** Whether the owner's steps are still to be done: only a phone that has no chip, an iPhone, or one whose steps or readings have begun, is left out. */
export function isChipUntouched(detail: Pick<ChipDetail, 'chip' | 'steps'> | null): boolean {
  if (detail === null) return true;
  const { chip, steps } = detail;
  if (chip.iphone !== undefined) return false;
  if (chip.presence.is === 'not-present' || chip.lastRead !== null) return false;
  return steps.every(({ outcome }) => outcome === null);
}

/** Reads the chip of each phone; one that cannot be read counts as untouched, because nobody knows better. */
function useUntouched(ports: readonly PortView[]): readonly PortView[] {
  const { workstation } = useDesk();
  const [details, setDetails] = useState<ReadonlyMap<PortId, ChipDetail | null>>(new Map());
  const marks = ports.map((port) => `${phoneMark(port)} ${JSON.stringify(port.chip)}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phones are the same as long as their marks are.
  useEffect(() => {
    let isCurrent = true;
    const ask = async ({ port }: PortView): Promise<readonly [PortId, ChipDetail | null]> => {
      const reply = await workstation.call('read-chip-detail', { phone: { is: 'port', port } });
      return [port, reply.ok ? reply.value : null];
    };
    // All at once, so that the sheet is drawn anew once and not while somebody is at its fields.
    void Promise.all(ports.map(ask)).then((answers) => {
      if (isCurrent) setDetails(new Map(answers));
    });
    return () => {
      isCurrent = false;
    };
  }, [workstation, marks.join('\n')]);
  return ports.filter(({ port }) => details.has(port) && isChipUntouched(details.get(port) ?? null));
}

/** Says before a start that the owner's steps for the chip come before the reset, and leads to them. */
export function ChipFirst({ ports }: { readonly ports: readonly PortView[] }): ReactNode {
  const { store } = useDesk();
  const texts = useText();
  const { say } = texts;
  const untouched = useUntouched(ports);
  if (untouched.length === 0) return null;
  const open = (port: PortId): void => {
    const { sheet } = store.getState();
    store.setState({ sheet: { is: 'chip', phone: { is: 'port', port }, back: sheet } });
  };
  return (
    <Notice
      kind="warn"
      title={say('chip.first', { count: untouched.length })}
      acts={untouched.map((port) => (
        <Button key={port.port} mark="chip" onPress={() => open(port.port)}>
          {say('chip.first.open', { port: portName(port), model: phoneName(texts, port) })}
        </Button>
      ))}
    >
      {say('chip.first.words')}
    </Notice>
  );
}
