import { safeStorage } from 'electron'
import type { Keychain } from './sealedEnvelope'

/** The system's keychain. On Linux without a keyring Electron would keep secrets in plain text: that counts as none. */
export const systemKeychain: Keychain = {
  available: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' ||
      !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
}
