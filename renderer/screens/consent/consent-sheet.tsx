import './consent.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PortId } from '../../../domain/ids.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { useSheetKeys } from '../../frame/use-sheet-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { portOfScan } from '../../state/take-scan.ts';
import { useText } from '../../use-text.ts';
import { useNamesAreDeclared, useRefusal } from '../phone/who-may.ts';
import { candidateOf, phoneMark } from './candidates.ts';
import { ChipFirst } from './chip-first.tsx';
import { ConsentAnswers } from './consent-answers.tsx';
import { ConsentPhones, rowId } from './consent-phones.tsx';
import { type Answers, missingOf, NO_ANSWERS, ordersOf } from './orders.ts';
import { PurposeChoice } from './purpose-choice.tsx';
import { StartResults } from './start-results.tsx';
import { useStart } from './use-start.ts';

/** The sheet on which one or many phones are started: purpose, what each plan does, consent, and then each phone's own answer. */
export function ConsentSheet({ ports }: { readonly ports: readonly PortId[] }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const { answers: results, start } = useStart();
  const close = (): void => store.setState({ sheet: null });
  const here = useShelf(({ state }) => state?.ports ?? NO_PORTS).filter(({ port }) => ports.includes(port));
  if (results) {
    return (
      <Sheet wide title={say('consent.answered')} onClose={close} foot={<Back onPress={close} />}>
        <StartResults ports={here} answers={results} />
      </Sheet>
    );
  }
  // What was selected has got its order; the next press of a tile is about that tile alone.
  const order = (orders: Parameters<typeof start>[0]): Promise<void> => {
    store.setState({ selected: new Set() });
    return start(orders);
  };
  return <Asking ports={here} onStart={order} onClose={close} />;
}

const NO_PORTS: readonly PortView[] = [];

function Back({ onPress }: { readonly onPress: () => void }): ReactNode {
  const { say } = useText();
  return (
    <Button kind="primary" onPress={onPress} autoFocus>
      {say('consent.back')}
    </Button>
  );
}

/** The answers, which are forgotten when another phone takes the place of one that was answered for. */
function useAnswers(ports: readonly PortView[]): {
  readonly answers: Answers;
  readonly change: (change: Partial<Answers>) => void;
  readonly hasChanged: boolean;
} {
  const declared = useLastDeclared();
  const [answers, setAnswers] = useState<Answers>({ ...NO_ANSWERS, declared });
  const [hasChanged, setChanged] = useState(false);
  const marks = ports.map(phoneMark).join('\n');
  const answeredFor = useRef(marks);
  useEffect(() => {
    if (answeredFor.current === marks) return;
    answeredFor.current = marks;
    setAnswers((before) => {
      if (before.deletion || before.identityCheck || before.told) setChanged(true);
      return { ...before, deletion: false, identityCheck: false, told: false, withoutImei: new Set() };
    });
  }, [marks]);
  const change = (part: Partial<Answers>): void => setAnswers((before) => ({ ...before, ...part }));
  return { answers, change, hasChanged };
}

/** The name that was declared for the newest job, so that it need not be typed for each; it stands in the field and can be changed. */
function useLastDeclared(): string {
  const isDeclared = useNamesAreDeclared();
  return useShelf(({ state }) => {
    const jobs = (state?.ports ?? NO_PORTS).flatMap(({ job }) => (job ? [job] : []));
    const newest = jobs.toSorted((a, b) => b.startedAtMs - a.startedAtMs)[0];
    return isDeclared ? (newest?.operator ?? '') : '';
  });
}

interface AskingProps {
  readonly ports: readonly PortView[];
  readonly onStart: (orders: NonNullable<ReturnType<typeof ordersOf>>) => Promise<void>;
  readonly onClose: () => void;
}

function Asking({ ports, onStart, onClose }: AskingProps): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('start-job');
  const isDeclared = useNamesAreDeclared();
  const [removed, setRemoved] = useState<ReadonlySet<PortId>>(new Set());
  const wanted = ports.filter(({ port }) => !removed.has(port));
  const { answers, change, hasChanged } = useAnswers(wanted);
  // Before a purpose is chosen the phones are shown as for inspection, which asks more of them.
  const candidates = wanted.map((port) => candidateOf(port, answers.purpose ?? 'inspection'));
  const missing = missingOf(candidates, answers, isDeclared);
  const orders = refusal ? null : ordersOf(candidates, answers, isDeclared);
  const start = (): void => {
    if (orders) void onStart(orders);
  };
  const [stray, setStray] = useState<string | null>(null);
  const scan = (text: string): void => setStray(pointTo(wanted, text) ? null : text);
  useSheetKeys({ onScan: scan, onEnter: start });
  const count = candidates.filter(({ is }) => is === 'ready').length;
  const foot = (
    <>
      <Button onPress={onClose}>{say('window.cancel')}</Button>
      <Button kind="primary" big mark="play" isDisabled={!orders} onPress={start} shortcut="Enter">
        {say('consent.start', { count })}
      </Button>
    </>
  );
  return (
    <Sheet wide title={say('consent.title')} onClose={onClose} foot={foot}>
      <div className="consent">
        {refusal ? <ErrorNotice error={refusal} /> : null}
        {stray === null ? null : <Notice kind="warn" title={say('consent.scan.nothing', { text: stray })} />}
        <PurposeChoice purpose={answers.purpose} onChange={(purpose) => change({ purpose })} />
        <ConsentPhones
          candidates={candidates}
          answers={answers}
          onChange={change}
          onRemove={(port) => setRemoved((before) => new Set(before).add(port))}
        />
        <ChipFirst ports={candidates.flatMap(({ is, port }) => (is === 'ready' ? [port] : []))} />
        <ConsentAnswers candidates={candidates} answers={answers} onChange={change} hasChanged={hasChanged} />
        <MissingList missing={missing} />
      </div>
    </Sheet>
  );
}

/** Leads to the row of the phone that a scanned text names; false when no phone of the sheet is named. */
function pointTo(ports: readonly PortView[], text: string): boolean {
  const port = portOfScan(ports, text);
  if (port === null) return false;
  const row = document.getElementById(rowId(port));
  row?.scrollIntoView({ block: 'center' });
  // The field for a number that is still to be read is what a scan of the phone is for.
  (row?.querySelector<HTMLElement>('input') ?? row)?.focus();
  return true;
}

function MissingList({ missing }: { readonly missing: ReturnType<typeof missingOf> }): ReactNode {
  const { say } = useText();
  return (
    <div className="consent-missing" role="status">
      {missing.length === 0 ? (
        say('consent.ready')
      ) : (
        <>
          <strong>{say('consent.missing')}</strong>
          <ul>
            {missing.map((what) => (
              <li key={what}>{say(`consent.missing.${what}`)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
