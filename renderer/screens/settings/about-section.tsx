import type { ReactNode } from 'react';
import { useCall, useShelf } from '../../desk.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useText } from '../../use-text.ts';

const FOLDERS = ['certificates', 'reports', 'labels', 'ledger'] as const;

/** What the program is, where its data are, and under which licences it comes. */
export function AboutSection(): ReactNode {
  const { say } = useText();
  const call = useCall();
  const program = useShelf(({ state }) => state?.program ?? null);
  const workplace = useShelf(({ state }) => state?.workplace ?? 'real');
  const { value, error } = useAnswer('read-about', {});
  if (!program) return null;
  return (
    <div className="settings-section">
      {error ? <ErrorNotice error={error} /> : null}
      <KeyValueList
        facts={[
          { key: say('settings.about.version'), value: `Hakushi ${program.version}` },
          { key: say('settings.about.shell'), value: say(`settings.about.shell.${program.shell}`) },
          { key: say('settings.about.platform'), value: program.platform },
          { key: say('settings.about.workplace'), value: say(`settings.about.workplace.${workplace}`) },
          { key: say('settings.about.data'), value: <span className="code">{value?.dataFolder ?? '…'}</span> },
        ]}
      />
      <p>{say('settings.about.offline')}</p>
      <div className="settings-row">
        <span>{say('settings.about.folders')}</span>
        {FOLDERS.map((folder) => (
          <BusyButton key={folder} mark="folder" onPress={() => call('open-folder', { folder })}>
            {say(`settings.about.folder.${folder}`)}
          </BusyButton>
        ))}
      </div>
      <h2>{say('settings.about.licences')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reachable by keys. */}
      <pre className="settings-licences" tabIndex={0} aria-label={say('settings.about.licences')} role="document">
        {value?.licences ?? ''}
      </pre>
    </div>
  );
}
