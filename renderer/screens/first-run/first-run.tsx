import './first-run.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import { useDesk } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Button } from '../../parts/button.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { enterMovesOn } from '../../state/enter-moves-on.ts';
import { faultWords } from '../../state/fault-words.ts';
import { useText } from '../../use-text.ts';
import { emptyForm, faultsOf, orderOf, STEPS, type Step } from './first-run-form.ts';
import { PeopleStep } from './people-step.tsx';
import { ShopStep } from './shop-step.tsx';
import { WelcomeStep } from './welcome-step.tsx';

const STEP_VIEWS = { welcome: WelcomeStep, shop: ShopStep, people: PeopleStep } as const;

/** The first run: three short steps, and nothing that was typed is lost on the way. */
export function FirstRun(): ReactNode {
  const { language, say, sayByName } = useText();
  const { workstation } = useDesk();
  const [form, setForm] = useState(emptyForm);
  const [at, setAt] = useState(0);
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<RecordedError | null>(null);
  const step: Step = STEPS[at] ?? 'people';
  const faults = faultsOf(form, step);
  const box = useFocus(step, isChecked ? (faults[0]?.field ?? null) : null);
  const goTo = (next: number): void => {
    setChecked(false);
    setAt(next);
  };
  const isAtWork = useRef(false);
  const goOn = async (): Promise<void> => {
    if (faults.length > 0) {
      box.again();
      return setChecked(true);
    }
    if (at < STEPS.length - 1) return goTo(at + 1);
    if (isAtWork.current) return;
    isAtWork.current = true;
    const reply = await workstation.call('first-run', orderOf(form, language));
    isAtWork.current = false;
    setError(reply.ok ? null : reply.error);
  };
  const View = STEP_VIEWS[step];
  const isLast = at === STEPS.length - 1;
  return (
    <main className="first-run">
      <section className="first-run-sheet" ref={box.ref} aria-labelledby="first-run-step">
        <header className="first-run-head">
          <h1>{say('first-run.title')}</h1>
          <p className="first-run-place num">{say('first-run.step', { at: at + 1, of: STEPS.length })}</p>
        </header>
        <div className="first-run-body" onKeyDownCapture={enterMovesOn(() => void goOn())}>
          {error ? <ErrorNotice error={error} onClose={() => setError(null)} /> : null}
          {isChecked && faults.length > 0 ? (
            <Notice kind="danger" title={say('field.wrong.some', { count: faults.length })} />
          ) : null}
          <h2 id="first-run-step">{say(`first-run.${step}.title`)}</h2>
          <View form={form} onChange={setForm} wrong={faultWords(isChecked ? faults : [], sayByName)} />
        </div>
        <footer className="first-run-foot">
          {at > 0 ? <Button onPress={() => goTo(at - 1)}>{say('first-run.back')}</Button> : null}
          <p className="field-hint">{say(at === 0 ? 'first-run.later.workplace' : 'first-run.later')}</p>
          <BusyButton kind="primary" big onPress={goOn}>
            {say(isLast ? 'first-run.finish' : 'first-run.next')}
          </BusyButton>
        </footer>
      </section>
    </main>
  );
}

/** Leads the focus to the first control of a new step, and to the first wrong field when somebody wants to go on. */
function useFocus(step: Step, wrongField: string | null) {
  const ref = useRef<HTMLElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const first = step === 'shop' ? 'input' : 'input:checked, input';
    ref.current?.querySelector<HTMLElement>(first)?.focus();
  }, [step]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a try to go on moves the focus, not each letter that rights a field.
  useEffect(() => {
    if (tries === 0 || wrongField === null) return;
    ref.current?.querySelector<HTMLElement>(`[name="${wrongField}"]`)?.focus();
  }, [tries]);
  return { ref, again: () => setTries(tries + 1) };
}
