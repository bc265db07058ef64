import './progress-bar.css';
import type { ReactNode } from 'react';

/** How far something has come, from 0 to 1; null: it is at work and nobody knows how far. */
export function ProgressBar({ part, label }: { readonly part: number | null; readonly label: string }): ReactNode {
  if (part === null) return <div className="progress progress-unknown" role="progressbar" aria-label={label} />;
  const percent = Math.floor(Math.min(1, Math.max(0, part)) * 100);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      style={{ backgroundSize: `${percent}%` }}
    />
  );
}
