import type { ReactNode } from 'react';
import type { PortId } from '../../../domain/ids.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { MarkButton } from '../../parts/button.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { FaultWords } from '../../state/fault-words.ts';
import { useText } from '../../use-text.ts';
import { MOST_PORT_NAME, moved, type PortDraft } from './ports-draft.ts';

const NO_TWIN = '-';

interface RowsProps {
  readonly drafts: readonly PortDraft[];
  readonly ports: readonly PortView[];
  readonly isFixed: boolean;
  readonly onChange: (drafts: readonly PortDraft[]) => void;
  readonly wrong: FaultWords;
}

/** One row for each Port: its place, its name, and the other name of the same socket. */
export function PortRows(props: RowsProps): ReactNode {
  const { say } = useText();
  return (
    <ol className="settings-ports">
      {props.drafts.map((draft, at) => (
        <li key={draft.port}>
          <span className="settings-place num" aria-hidden="true">
            {at + 1}
          </span>
          <PortRow {...props} draft={draft} at={at} />
          {props.ports.some(({ port, mode }) => port === draft.port && mode !== null) ? (
            <span className="settings-attached">{say('settings.ports.attached')}</span>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ol>
  );
}

function PortRow(props: RowsProps & { readonly draft: PortDraft; readonly at: number }): ReactNode {
  const { drafts, draft, at, isFixed, onChange, wrong } = props;
  const { say } = useText();
  const { port } = draft;
  const set = (words: Partial<PortDraft>): void =>
    onChange(drafts.map((one) => (one.port === port ? { ...one, ...words } : one)));
  const others = drafts.filter((one) => one.port !== port);
  const known = draft.twin !== null && !others.some((one) => one.port === draft.twin) ? [draft.twin] : [];
  const twins: readonly PortId[] = [...others.map((one) => one.port), ...known];
  return (
    <>
      <span className="settings-move">
        <MarkButton
          mark="up"
          label={say('settings.ports.up', { port })}
          isDisabled={isFixed || at === 0}
          onPress={() => onChange(moved(drafts, port, -1))}
        />
        <MarkButton
          mark="down"
          label={say('settings.ports.down', { port })}
          isDisabled={isFixed || at === drafts.length - 1}
          onPress={() => onChange(moved(drafts, port, 1))}
        />
      </span>
      <TextField
        label={say('settings.ports.name-of', { port })}
        value={draft.name}
        onChange={(name) => set({ name })}
        isDisabled={isFixed}
        maxLength={MOST_PORT_NAME}
        error={wrong(`name.${port}`)}
      />
      <SelectField
        label={say('settings.ports.twin-of', { port })}
        value={draft.twin ?? NO_TWIN}
        choices={[
          { id: NO_TWIN, title: say('settings.ports.twin.none') },
          ...twins.map((twin) => ({ id: twin as string, title: twin })),
        ]}
        onChange={(id) => set({ twin: twins.find((twin) => twin === id) ?? null })}
        isDisabled={isFixed}
        {...(wrong(`twin.${port}`) ? { hint: wrong(`twin.${port}`) ?? '' } : {})}
      />
    </>
  );
}
