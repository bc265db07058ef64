import { type ReactNode, useState } from 'react';
import type { LedgerAnswer, WrittenFiles } from '../../../domain/record-view.ts';
import { useCall } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useMayAnswer } from '../../state/use-may-answer.ts';
import { useText } from '../../use-text.ts';
import { ChainResult } from './chain-result.tsx';

/** Checks, seals and exports the ledger, and shows what came of it. */
export function LedgerActs(): ReactNode {
  const { say } = useText();
  const call = useCall();
  const maySeal = useMayAnswer('seal-ledger');
  const [answer, setAnswer] = useState<LedgerAnswer | null>(null);
  const [written, setWritten] = useState<WrittenFiles | null>(null);
  const verify = async (): Promise<void> => {
    const reply = await call('verify-ledger', {});
    if (reply.ok) setAnswer(reply.value);
  };
  const write = async (name: 'seal-ledger' | 'export-ledger'): Promise<void> => {
    const reply = await call(name, {});
    if (reply.ok) setWritten(reply.value);
  };
  return (
    <>
      <ul className="ledger-acts">
        <li>
          <BusyButton kind="primary" mark="search" onPress={verify}>
            {say('ledger.screen.verify')}
          </BusyButton>
          <p className="field-hint">{say('ledger.screen.verified.what')}</p>
        </li>
        <li>
          <BusyButton mark="lock" isDisabled={!maySeal.allowed} onPress={() => write('seal-ledger')}>
            {say('ledger.screen.seal')}
          </BusyButton>
          <p className="field-hint">{say('ledger.screen.seal.says')}</p>
          <NotAllowed may={maySeal} />
        </li>
        <li>
          <BusyButton mark="record" onPress={() => write('export-ledger')}>
            {say('ledger.screen.export')}
          </BusyButton>
          <p className="field-hint">{say('ledger.screen.export.says')}</p>
        </li>
      </ul>
      {written ? (
        <Notice
          kind="info"
          title={say('ledger.screen.written', { files: written.files.join(', ') })}
          onClose={() => setWritten(null)}
          acts={
            <BusyButton mark="folder" onPress={() => call('open-folder', { folder: 'ledger' })}>
              {say('ledger.screen.folder')}
            </BusyButton>
          }
        >
          <span className="code">{written.folder}</span>
        </Notice>
      ) : null}
      {answer ? <ChainResult answer={answer} onClose={() => setAnswer(null)} /> : null}
    </>
  );
}
