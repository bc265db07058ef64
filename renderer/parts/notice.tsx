import './notice.css';
import type { ReactNode } from 'react';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { useText } from '../use-text.ts';
import { MarkButton } from './button.tsx';
import { Mark } from './mark.tsx';
import type { MarkName } from './mark-shapes.ts';

/** How much a notice asks of a person. */
export type NoticeKind = 'info' | 'warn' | 'danger';

const MARKS: Readonly<Record<NoticeKind, MarkName>> = { info: 'info', warn: 'warn', danger: 'danger' };
const TONES: Readonly<Record<NoticeKind, string>> = { info: 'tone-work', warn: 'tone-person', danger: 'tone-bad' };

interface NoticeProps {
  readonly kind: NoticeKind;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  readonly onClose?: () => void;
}

/** What a person has to know here: what is so, and what to do next. A danger is announced at once. */
export function Notice({ kind, title, children, acts, onClose }: NoticeProps): ReactNode {
  const { say } = useText();
  return (
    <div className={`notice ${TONES[kind]}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <Mark name={MARKS[kind]} />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        {children ? <div>{children}</div> : null}
        {acts ? <div className="notice-acts">{acts}</div> : null}
      </div>
      {onClose ? <MarkButton mark="close" label={say('window.close')} onPress={onClose} /> : null}
    </div>
  );
}

/** An error of the catalogue as a notice: its title and the next step. */
export function ErrorNotice(props: {
  readonly error: RecordedError;
  readonly kind?: NoticeKind;
  readonly acts?: ReactNode;
  readonly onClose?: () => void;
}): ReactNode {
  const { error, kind = 'danger', ...rest } = props;
  const { title, action } = useText().sayError(error);
  return (
    <Notice kind={kind} title={title} {...rest}>
      {action}
    </Notice>
  );
}
