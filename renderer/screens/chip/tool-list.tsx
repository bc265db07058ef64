import { type ReactNode, useState } from 'react';
import type { ChipDetail } from '../../../domain/chip-view.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { KeyValueList } from '../../parts/key-value-list.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { CheckField } from '../../parts/switch-field.tsx';
import { useText } from '../../use-text.ts';
import { useRefusal } from '../phone/who-may.ts';
import { useDeclared } from './declared.tsx';
import type { ChipPartProps } from './use-chip-detail.ts';

/** The licensed tools that are at hand; without any it draws nothing. */
export function ToolList(props: ChipPartProps): ReactNode {
  const { say } = useText();
  const { tools } = props.detail;
  if (tools.length === 0) return null;
  return (
    <section className="chip-part" aria-labelledby="chip-tools">
      <h3 id="chip-tools">{say('chip.tools')}</h3>
      <Notice kind="info" title={say('chip.tools.words')} />
      {tools.map((tool) => (
        <Tool key={tool.id} {...props} tool={tool} />
      ))}
    </section>
  );
}

function Tool({ phone, act, tool }: ChipPartProps & { readonly tool: ChipDetail['tools'][number] }): ReactNode {
  const { say } = useText();
  const refusal = useRefusal('read-chip');
  const declared = useDeclared();
  const [isAgreed, setAgreed] = useState(false);
  const [refused, setRefused] = useState<RecordedError | null>(null);
  const run = async (): Promise<void> => {
    const error = await act('run-chip-tool', { phone, tool: tool.id, consent: true, declared: declared.name });
    setRefused(error);
    setAgreed(false);
  };
  const models = tool.models.length === 0 ? say('chip.tools.every-model') : tool.models.join(', ');
  return (
    <div className="chip-tool">
      <KeyValueList
        facts={[
          { key: say('chip.tools.product'), value: `${tool.vendor} ${tool.product} ${tool.version}` },
          { key: say('chip.tools.licence'), value: tool.licenceHolder },
          { key: say('chip.tools.models'), value: models },
        ]}
      />
      <CheckField isOn={isAgreed} onChange={setAgreed}>
        {say('chip.tools.consent', { product: tool.product })}
      </CheckField>
      {declared.field}
      <BusyButton mark="play" isDisabled={!isAgreed || refusal !== null || declared.isMissing} onPress={run}>
        {say('chip.tools.run', { product: tool.product })}
      </BusyButton>
      {refused ? <ErrorNotice error={refused} /> : null}
    </div>
  );
}
