import { describe, expect, it } from 'vitest';
import { screenOf } from '../../../practice/person.ts';
import { onePhone } from '../one-phone.ts';

describe('what each reset leaves behind', () => {
  it.each([
    ['settings', false, false, null],
    ['rescue', true, false, null],
    ['test-harness', true, true, 'device'],
  ] as const)('%s on a phone with accounts', (kind, frpLocked, keepsKey, visible) => {
    const { phone, remove } = onePhone('aquos-sense4', { accounts: 1 });
    try {
      phone.state.keys.add('host key');
      const before = phone.state.androidId;
      phone.wipe(kind);
      expect(phone.state.frpLocked).toBe(frpLocked);
      expect(phone.state.keys.has('host key')).toBe(keepsKey);
      expect(phone.visibleState).toBe(visible);
      expect(phone.state.androidId).not.toBe(before);
      expect(phone.state.accounts).toBe(0);
    } finally {
      remove();
    }
  });

  it('opens the trade-in foyer on Android 16, whatever wiped it', () => {
    const { phone, remove } = onePhone('pixel-9');
    try {
      phone.wipe('settings');
      expect(phone.state.tradeIn).toBe('foyer');
      expect(phone.visibleState).toBe('device');
      expect(phone.asksForKey).toBe(false);
      expect(screenOf(phone)).toBe('setup-screen');
    } finally {
      remove();
    }
  });

  it('refuses to evaluate a phone that is locked to an account', async () => {
    const { phone, remove } = onePhone('pixel-9', { frpLocked: true });
    try {
      const { answerCommand } = await import('../../../practice/phone/commands/index.ts');
      expect(answerCommand(phone, 'tradeinmode', ['evaluate']).code).toBe(1);
      expect(JSON.parse(answerCommand(phone, 'tradeinmode', ['getstatus']).out).locks.factory_reset_protection).toBe(
        true,
      );
    } finally {
      remove();
    }
  });

  it('kills what runs when the power goes, and nothing else', async () => {
    const { phone, remove } = onePhone('pixel-7a');
    const other = onePhone('pixel-7a');
    try {
      const { startShell } = await import('../../../practice/phone/shell-run.ts');
      const mine = startShell(phone, 'exec sleep 30');
      const neighbours = startShell(other.phone, 'exec sleep 30');
      await phone.restart();
      expect(await mine.exitCode).toBe(137);
      const winner = await Promise.race([
        neighbours.exitCode,
        new Promise((resolve) => setTimeout(resolve, 100, 'runs')),
      ]);
      expect(winner).toBe('runs');
    } finally {
      remove();
      other.remove();
    }
  });
});
