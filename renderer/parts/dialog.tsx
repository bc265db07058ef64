import './dialog.css';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useText } from '../use-text.ts';
import { MarkButton } from './button.tsx';

/** What a window over the screen takes; it is open as long as it is drawn. */
export interface DialogProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons at its foot, the one that goes on last. */
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** An alarm must be answered: it does not close by a press beside it. */
  readonly alarm?: boolean;
}

/** What had the focus can be gone (a form that became its result): then a key reaches no dialog, and Escape would do nothing. */
function useEscapeWithoutFocus(place: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const hear = useEffectEvent((event: KeyboardEvent): void => {
    const isUnheard = document.activeElement === null || document.activeElement === document.body;
    const topmost = [...document.querySelectorAll('.overlay')].at(-1);
    if (event.key === 'Escape' && isUnheard && topmost?.contains(place.current)) onEscape();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => hear(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function Over(props: DialogProps & { readonly place: 'middle' | 'side' }): ReactNode {
  const { title, children, foot, onClose, wide = false, alarm = false, place } = props;
  const { say } = useText();
  const dialog = useRef<HTMLElement>(null);
  useEscapeWithoutFocus(dialog, onClose);
  return (
    <ModalOverlay
      className={`overlay overlay-${place}`}
      isOpen
      isDismissable={!alarm}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className={`dialog-box${wide ? ' dialog-box-wide' : ''}`}>
        <AriaDialog ref={dialog} className="dialog" role={alarm ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <MarkButton mark="close" label={say('window.close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {foot ? <footer className="dialog-foot">{foot}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A window in the middle of the screen that keeps the focus until it is closed; Escape closes it. */
export function Dialog(props: DialogProps): ReactNode {
  return <Over {...props} place="middle" />;
}

/** A tall window at the side of the screen, for what a person reads and works through; Escape closes it. */
export function Sheet(props: DialogProps): ReactNode {
  return <Over {...props} place="side" />;
}
