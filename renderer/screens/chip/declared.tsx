import { type ReactNode, useState } from 'react';
import type { OperatorId } from '../../../domain/ids.ts';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { declaredName } from '../consent/orders.ts';
import { useNamesAreDeclared } from '../phone/who-may.ts';

/** Who acts where nobody has an account: the declared name, whether it is still wanted, and the field for it. */
export interface Declared {
  readonly name: OperatorId | null;
  readonly isMissing: boolean;
  /** Null where people log in. */
  readonly field: ReactNode;
}

/** Asks for a declared name where nobody has an account; elsewhere it asks for nothing. */
export function useDeclared(): Declared {
  const { say } = useText();
  const isDeclared = useNamesAreDeclared();
  const [typed, setTyped] = useState('');
  if (!isDeclared) return { name: null, isMissing: false, field: null };
  const name = declaredName(typed);
  const field = (
    <TextField
      label={say('chip.declared')}
      value={typed}
      onChange={setTyped}
      error={typed !== '' && name === null ? say('consent.declared.unfit') : null}
      letters="code"
      maxLength={40}
    />
  );
  return { name, isMissing: name === null, field };
}
