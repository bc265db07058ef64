import type { ReactNode } from 'react';
import { useShelf } from '../../desk.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfPort } from '../../parts/state-look.ts';

/** All Ports in their order. */
export function Board(): ReactNode {
  const ports = useShelf(({ state }) => state?.ports ?? null);
  return (
    <ul>
      {(ports ?? []).map((port) => (
        <li key={port.port}>
          {port.name ?? port.port} <StateBadge look={lookOfPort(port)} />
        </li>
      ))}
    </ul>
  );
}
