import type { SafeStorage } from 'electron';
import type { KeyStore } from '../ledger/keys.ts';

/**
 * The operating system's key store as Electron reaches it; null where there is none. On Linux without a keyring Electron would use a
 * password that stands in its own source, and that protects nothing.
 */
export function keyStoreOf(storage: SafeStorage, platform: NodeJS.Platform = process.platform): KeyStore | null {
  if (!storage.isEncryptionAvailable()) return null;
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend())) return null;
  return {
    wrap: (text) => storage.encryptString(text),
    unwrap: (wrapped) => storage.decryptString(Buffer.from(wrapped)),
  };
}
