/**
 * A process that appends to a journal, or erases from it, and is killed at a chosen step of its writing, or writes until
 * somebody kills it. Arguments: directory, passphrase, number of entries to append, the step to die at (0: none), indexes
 * to erase (`0,2`). Prints the index of each acknowledged entry.
 */
import { writeSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { writeThrough, type WriteSteps } from '../../../src/main/storage/atomicWrite'
import { openJournal } from '../../../src/main/storage/journal'
import { extendFile } from '../../../src/main/storage/journalFile'

const [directory = '', passphrase = '', entries = '0', dieAt = '0', erase = ''] = process.argv.slice(2)
let step = 0

/** SIGKILL does not return: nothing is flushed, closed or cleaned up. */
function passStep(): void {
  if (++step === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
}

const half = (bytes: Uint8Array) => Math.floor(bytes.byteLength / 2)

const dyingSteps: WriteSteps = {
  fill: async (file, bytes) => {
    passStep()
    await writeThrough(file, bytes.subarray(0, half(bytes)))
    passStep()
    await writeThrough(file, bytes.subarray(half(bytes)))
    passStep()
  },
  replace: async (from, to) => {
    passStep()
    await rename(from, to)
    passStep()
  },
}

const opened = await openJournal({
  directory,
  access: {
    keychain: { available: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' },
    passphrase,
  },
  now: () => Date.now(),
  steps: {
    extend: async (file, bytes, position) => {
      passStep()
      await file.write(bytes, 0, half(bytes), position)
      passStep()
      await extendFile(file, bytes.subarray(half(bytes)), position + half(bytes))
      passStep()
    },
    head: dyingSteps,
    rewrite: dyingSteps,
  },
})
if (!opened.ok) throw new Error(opened.error)
for (let index = 0; index < Number(entries); index++) {
  const added = await opened.value.append({ kind: 'request', payload: { text: `entry ${index}` } })
  if (!added.ok) throw new Error(added.error)
  writeSync(1, `${added.value.index}\n`)
}
if (erase !== '') {
  const erased = await opened.value.erase(erase.split(',').map(Number), 'over')
  if (!erased.ok) throw new Error(erased.error)
  writeSync(1, `${erased.value[0]?.index ?? -1}\n`)
}
await opened.value.close()
writeSync(1, `steps ${step}\n`)
