import { useEffect, useRef, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import { useDesk } from '../../desk.tsx';

/** One paper of a record: a certificate in a language, or a label of a width. */
export type PaperOrder = CallInput<'preview-paper'>;

/** The preview of a paper: its bytes, or why there are none; both null while it is made. */
export interface Preview {
  readonly pdf: Uint8Array | null;
  readonly error: RecordedError | null;
}

const NOTHING: Preview = { pdf: null, error: null };

/** Asks for the preview of a paper, and again when another is wanted; `version` asks anew for the same. A late answer is dropped. */
export function usePreview(order: PaperOrder, version: number): Preview {
  const { workstation } = useDesk();
  const [shown, setShown] = useState<Preview & { readonly of: string }>({ ...NOTHING, of: '' });
  const newest = useRef('');
  const paper = JSON.stringify(order);
  const wanted = `${paper} ${version}`;
  newest.current = wanted;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` is the order, written out.
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const reply = await workstation.call('preview-paper', order);
      if (newest.current !== wanted) return;
      setShown(
        reply.ok ? { pdf: reply.value.pdf, error: null, of: paper } : { pdf: null, error: reply.error, of: paper },
      );
    };
    void ask();
  }, [wanted, workstation]);
  // The same paper stays while it is drawn anew: its buttons would else go, and the focus that stands on one of them with it.
  return shown.of === paper ? shown : NOTHING;
}
