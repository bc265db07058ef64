import { useEffect, useRef, useState } from 'react';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { RecordId } from '../../../domain/ids.ts';
import type { RecordView } from '../../../domain/record-view.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';

/** What is known of a record: nothing yet, all of it, or why it cannot be read. */
export interface RecordRead {
  readonly record: RecordView | null;
  readonly error: RecordedError | null;
}

/** Reads the record of a job, and again whenever the job has moved on; an answer that comes late never takes the place of a newer one. */
export function useRecord(job: JobView | null): RecordRead {
  const { workstation } = useDesk();
  const [read, setRead] = useState<RecordRead & { readonly of: RecordId | null }>({
    record: null,
    error: null,
    of: null,
  });
  const newest = useRef(0);
  const record = job?.record ?? null;
  const moved = job ? `${job.state} ${job.step?.id ?? ''} ${job.question?.id ?? ''} ${job.endedAtMs ?? ''}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` says when there is something new to read.
  useEffect(() => {
    newest.current += 1;
    const asked = newest.current;
    if (record === null) return;
    const ask = async (): Promise<void> => {
      const reply = await workstation.call('read-record', { record });
      if (newest.current !== asked) return;
      setRead(
        reply.ok ? { record: reply.value, error: null, of: record } : { record: null, error: reply.error, of: record },
      );
    };
    void ask();
  }, [record, moved, workstation]);
  return read.of === record ? read : { record: null, error: null };
}
