import type { SafeStorage } from 'electron';
import { expect, it } from 'vitest';
import { keyStoreOf } from '../../../main/electron/key-store.ts';

function storage(available: boolean, backend: string): SafeStorage {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (wrapped: Buffer) => Buffer.from(wrapped).reverse().toString(),
  } as unknown as SafeStorage;
}

it('a key store is one only where something protects what it keeps', () => {
  expect(keyStoreOf(storage(false, 'gnome_libsecret'), 'linux')).toBeNull();
  expect(keyStoreOf(storage(true, 'basic_text'), 'linux')).toBeNull();
  expect(keyStoreOf(storage(true, 'unknown'), 'linux')).toBeNull();
  for (const [backend, platform] of [
    ['gnome_libsecret', 'linux'],
    ['', 'win32'],
    ['', 'darwin'],
  ] as const) {
    const store = keyStoreOf(storage(true, backend), platform);
    expect(store?.unwrap(store.wrap('a text'))).toBe('a text');
  }
});
