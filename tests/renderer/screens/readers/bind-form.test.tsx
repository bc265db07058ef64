// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { say } from '../../../../domain/text.ts';
import { ReaderStrip } from '../../../../renderer/screens/readers/reader-strip.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { jobAt, portWith, shopState } from '../../fake-workstation.ts';
import { EMPTY_READING, readerWith, readingOf } from '../../sample-chips.ts';
import { BOUND, bindButton, choose, readerHolding, sheet } from './bind-in-test.tsx';

const user = userEvent.setup();

describe('a reading that is bound to a phone', () => {
  it.each([
    ['several-chips', 'chip.multiple'],
    ['chip-changed', 'chip.changed'],
  ] as const)('is offered for no phone where %s, and says what to do instead', async (reason, code) => {
    const unclear = readingOf({ state: 'UNKNOWN', reasons: [reason], residues: [] });
    await drawScreen(sheet, readerHolding(unclear), BOUND);
    expect(screen.queryByText(say('ja', 'readers.bind.words'))).toBeNull();
    expect(screen.getByText(say('ja', `error.${code}.title`))).toBeTruthy();
    expect(screen.getByText(say('ja', `error.${code}.action`))).toBeTruthy();
    await drawScreen(<ReaderStrip />, shopState({ readers: [readerWith(0, unclear)] }));
    expect(screen.queryByText(say('ja', 'readers.bind.open'))).toBeNull();
  });

  it('shows model and carrier as the chip names them, and asks nothing more where the phone has that name', async () => {
    const { model } = jobAt(0, 'passed');
    await drawScreen(
      sheet,
      readerHolding({ ...EMPTY_READING, container: { carrier: '01DCM', model: model ?? '' } }),
      BOUND,
    );
    const named = say('ja', 'readers.container.both', { model: model ?? '', carrier: '01DCM' });
    expect(screen.getByText(named)).toBeTruthy();
    await choose(0);
    expect(screen.getByText(say('ja', 'readers.bind.container', { container: named }))).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('checkbox', { name: say('ja', 'readers.bind.confirm') })).toBeTruthy();
  });

  it('is bound only by who says of both names that they were compared, where the chip names another model', async () => {
    const drawn = await drawScreen(
      sheet,
      readerHolding({ ...EMPTY_READING, container: { carrier: '', model: 'SO-52A' } }),
      BOUND,
    );
    await choose(0);
    const names = { chip: 'SO-52A', phone: jobAt(0, 'passed').model ?? '' };
    expect(screen.getByRole('alert').textContent).toContain(say('ja', 'readers.bind.other-model', names));
    expect(screen.queryByRole('checkbox', { name: say('ja', 'readers.bind.confirm') })).toBeNull();
    expect(bindButton().hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: say('ja', 'readers.bind.confirm.other-model', names) }));
    await user.click(bindButton());
    expect(drawn.calls('bind-chip-reading')).toHaveLength(1);
  });

  it('knows a phone by the names of its product and its build as well', async () => {
    const job = { ...jobAt(0, 'passed'), modelNames: ['so52a'] };
    const reading = { ...EMPTY_READING, container: { carrier: '', model: 'SO-52A' } };
    await drawScreen(sheet, readerHolding(reading, { ports: [portWith(0, { job })] }), BOUND);
    await choose(0);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
