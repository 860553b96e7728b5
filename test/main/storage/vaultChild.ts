/**
 * A process that opens the records with a passphrase, says how they are kept, records one text in each book, and holds
 * them until its standard input ends; or, told to erase, erases the person's own and dies at a chosen step of it.
 * Arguments: directory, passphrase, `hold` | `erase`, the step to die at (0: none).
 */
import { writeSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createVault } from '../../../src/main/storage/vault'

const [directory = '', passphrase = '', what = 'hold', dieAt = '0'] = process.argv.slice(2)
let step = 0

/** SIGKILL does not return: nothing is flushed, closed or cleaned up. */
function passStep(): void {
  if (++step === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
}

const vault = createVault({
  directory,
  keychain: { available: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' },
  now: () => Date.now(),
  readOnly: false,
  onSetAside: () => undefined,
  steps: {
    remove: async (path) => {
      passStep()
      for (const name of await readdir(path)) {
        await rm(join(path, name), { recursive: true })
        passStep()
      }
      await rm(path, { recursive: true })
      passStep()
    },
  },
})
await vault.open()
const unlocked = await vault.unlock(passphrase)
writeSync(1, `${unlocked.ok ? 'opened' : unlocked.error.code} ${vault.storage()}\n`)
if (what === 'erase') {
  passStep()
  const erased = await vault.erasePersonal()
  writeSync(1, `${erased.ok ? 'erased' : erased.error.code}\n`)
  passStep()
  await vault.close()
  writeSync(1, `steps ${step}\n`)
} else {
  for (const book of ['personal', 'desk'] as const)
    await vault.book(book).append({ kind: 'request', payload: { text: 'of the other process' } })
  writeSync(1, 'recorded\n')
  process.stdin.resume()
  process.stdin.once('end', () => void vault.close())
}
