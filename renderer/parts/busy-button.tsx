import { type ReactNode, useRef, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';

/** A button whose work takes a while: it cannot be pressed again until the work has settled. */
export function BusyButton(
  props: Omit<ButtonProps, 'onPress' | 'isPending'> & { readonly onPress: () => Promise<unknown> },
): ReactNode {
  const { onPress, ...rest } = props;
  const [isPending, setPending] = useState(false);
  // A second press can come before the first one has been drawn.
  const isAtWork = useRef(false);
  const work = async (): Promise<void> => {
    if (isAtWork.current) return;
    isAtWork.current = true;
    setPending(true);
    try {
      await onPress();
    } finally {
      isAtWork.current = false;
      setPending(false);
    }
  };
  return <Button {...rest} isPending={isPending} onPress={() => void work()} />;
}
