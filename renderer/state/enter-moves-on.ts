import type { KeyboardEvent } from 'react';

/** Lets Enter lead from one field for letters to the next and, after the last, go on; so a scanner, which ends in Enter, fills field after field. */
export function enterMovesOn(goOn: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const { target, currentTarget } = event;
    // Enter that chooses a candidate of the input method moves nothing.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const fields = [
      ...currentTarget.querySelectorAll<HTMLInputElement>('input:not([type="radio"], [type="checkbox"])'),
    ];
    const next = target.type === 'radio' ? fields[0] : fields[fields.indexOf(target) + 1];
    if (next) next.focus();
    else goOn();
  };
}
