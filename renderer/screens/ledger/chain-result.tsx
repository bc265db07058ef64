import type { ReactNode } from 'react';
import type { LedgerAnswer } from '../../../domain/record-view.ts';
import { Notice } from '../../parts/notice.tsx';
import { showCount } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';

/** What a check of the chain found, and what it cannot see by its nature; a good check is no green light. */
export function ChainResult(props: { readonly answer: LedgerAnswer; readonly onClose: () => void }): ReactNode {
  const { answer, onClose } = props;
  const { language, say } = useText();
  const { ok, entries, firstBad, cannotSee } = answer.chain;
  const isGood = ok && firstBad === null;
  return (
    <Notice
      kind={isGood ? 'info' : 'danger'}
      onClose={onClose}
      title={
        isGood
          ? say('ledger.screen.verified.ok', { entries: showCount(language, entries) })
          : say('ledger.screen.verified.bad', { seq: firstBad?.seq ?? '?' })
      }
    >
      <div className="ledger-result">
        {firstBad ? (
          <>
            <p>{say(`ledger.why.${firstBad.why}`)}</p>
            {firstBad.since === undefined ? null : (
              <p>{say('ledger.screen.verified.since', { seq: firstBad.since })}</p>
            )}
            <p>
              <strong>{say('ledger.screen.verified.stop')}</strong>
            </p>
          </>
        ) : null}
        {cannotSee.length > 0 ? (
          <>
            <p>
              <strong>{say('ledger.screen.verified.blind')}</strong>
            </p>
            <ul>
              {cannotSee.map((blind) => (
                <li key={blind}>{say(`ledger.blind.${blind}`)}</li>
              ))}
            </ul>
          </>
        ) : null}
        <p className="code">{say('ledger.screen.verified.file', { file: answer.file })}</p>
      </div>
    </Notice>
  );
}
