import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { ConsentView } from '../../../src/contracts/api'
import { startOfDayInJapanMs } from '../../../src/domain/privacy/policy/policyVersion'
import { createConsentService } from '../../../src/main/privacy/consentService'
import { createPolicyBundles } from '../../../src/main/privacy/policyBundles'
import { currentPolicies } from '../../../src/main/privacy/policyText'
import { newReceiptId, newSubject } from '../../../src/main/privacy/receipt'
import type { WriteSteps } from '../../../src/main/storage/atomicWrite'
import { createPolicyFiles, POLICY_FOLDER } from '../../../src/main/storage/policyFiles'
import { createVault, type Vault } from '../../../src/main/storage/vault'
import { freshDirectory, manualClock, testKeychain } from '../support'
import { bundleFile, newSigner, trusting, type BundleWords } from './signedBundles'

export const TODAY = startOfDayInJapanMs('2026-11-10')
export const DAY_MS = 86_400_000
export const signer = newSigner()

const open = new Set<Vault>()
afterEach(async () => {
  for (const vault of open) await vault.close()
  open.clear()
})

/** A computer with the real services on a real disk; only time, the dialog and vision are told what to do. */
export function install() {
  const records = freshDirectory()
  const downloads = freshDirectory()
  const keychain = testKeychain()
  const clock = manualClock(TODAY)
  const opened: Vault[] = []

  async function start(
    change: { steps?: WriteSteps; keys?: ReturnType<typeof trusting>; readOnly?: boolean } = {},
  ) {
    const happened: string[] = []
    const views: ConsentView[] = []
    const chosen: (string | null)[] = []
    const readOnly = change.readOnly ?? false
    const onSetAside = (name: string) => void happened.push(`set aside ${name}`)
    const bundles = createPolicyBundles({
      plain: currentPolicies(),
      trustedKeys: change.keys ?? trusting(signer),
      files: createPolicyFiles({
        recordsDirectory: records,
        now: clock.now,
        onSetAside,
        readOnly,
        ...(change.steps ? { steps: change.steps } : {}),
      }),
      choose: () => Promise.resolve(chosen.shift() ?? null),
      now: clock.now,
      after: clock.after,
      versionsShown: () => consent.versionsShown(),
      onInForce: () => consent.policyChanged(),
      log: (line) => void happened.push(line),
    })
    for (const vault of opened.splice(0)) await vault.close()
    const real = createVault({ directory: records, keychain, now: clock.now, readOnly, onSetAside })
    opened.push(real)
    open.add(real)
    await real.open()
    const vault: Vault = {
      ...real,
      book: (name) => {
        const book = real.book(name)
        return {
          ...book,
          appendAll: (entries) => {
            happened.push('write')
            return book.appendAll(entries)
          },
        }
      },
    }
    const consent = createConsentService({
      policies: bundles.policies,
      vault,
      now: clock.now,
      newReceiptId,
      newSubject,
      appVersion: '0.1.0',
      after: clock.after,
      newPurposes: () => [],
      distrustRecords: () => Promise.resolve(true),
      log: (line) => void happened.push(line),
      stopVision: () => {
        happened.push('vision killed')
        return Promise.resolve()
      },
      onChange: (view) => views.push(view),
    })
    await bundles.open()
    await consent.open()
    return {
      vault,
      bundles,
      consent,
      happened,
      views,
      allowed: () => consent.gate.allows('face-decoration'),
      /** Chooses a file with these bytes in the dialog. */
      import: (bytes: Uint8Array | BundleWords, name = 'policy.json') => {
        const path = join(downloads, name)
        writeFileSync(path, bytes instanceof Uint8Array ? bytes : bundleFile(signer, bytes))
        chosen.push(path)
        return bundles.import()
      },
      /** Chooses this path in the dialog, or closes it. */
      importPath: (path: string | null) => {
        chosen.push(path)
        return bundles.import()
      },
      async agree(language: 'ja' | 'en' = 'ja') {
        await consent.present(language, consent.textSha256(language))
        return consent.answer('given')
      },
      changes: (language: 'ja' | 'en') => bundles.changes(language, consent.lastAgreed()),
    }
  }
  return { records, downloads, clock, start, kept: () => filesIn(join(records, POLICY_FOLDER)) }
}

const filesIn = (directory: string): readonly string[] =>
  existsSync(directory) ? readdirSync(directory).sort() : []

/** Lets what a timer started come to its end. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
