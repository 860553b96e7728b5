import { basename } from 'node:path'
import type { ErrorCode, WireError } from '../../contracts/errors'
import type {
  KeptPolicy,
  OfficialPolicy,
  PolicyChangesReply,
  PolicyImportReply,
  PolicyOfficialReply,
} from '../../contracts/policyBundle'
import type { ConsentRecord, Language } from '../../domain/privacy/consent'
import {
  bundleInForce,
  newestBundle,
  nextBundle,
  officialText,
  type NewestPolicy,
  type PolicyBundle,
  type PolicyBundleRefusal,
} from '../../domain/privacy/policy/policyBundle'
import {
  comparePolicyVersions,
  dayInJapan,
  startOfDayInJapanMs,
} from '../../domain/privacy/policy/policyVersion'
import { err, ok, type Result } from '../../domain/result'
import { shownName } from '../import/fileName'
import { readPolicyFile, type PolicyFiles } from '../storage/policyFiles'
import { compareBundles, policyChanges } from './policyChanges'
import { policiesInForce } from './policyInForce'
import type { Policies } from './policyText'
import type { TrustedKeys } from './trustedKeys'
import { verifyPolicyBundle } from './verifyPolicyBundle'

/** The sentence for each refusal; three of them mean the same to a person: this is not a policy file. */
const SENTENCES: Readonly<Record<PolicyBundleRefusal['code'], ErrorCode>> = {
  'too-large': 'policy-too-large',
  'not-utf8': 'policy-not-a-bundle',
  'not-json': 'policy-not-a-bundle',
  'wrong-shape': 'policy-not-a-bundle',
  'unknown-signer': 'policy-unknown-signer',
  'bad-signature': 'policy-bad-signature',
  'altered-text': 'policy-altered-text',
  'language-missing': 'policy-language-missing',
  'older-version': 'policy-older',
  'same-version-different-text': 'policy-conflict',
}

/** A computer that sleeps stops its timers: while a version is on its way its day is looked at this often. */
const LOOK_AGAIN_MS = 10 * 60_000

export interface PolicyBundlesParts {
  /** The plain-language policy of this build. */
  readonly plain: Policies
  readonly trustedKeys: TrustedKeys
  readonly files: PolicyFiles
  /** Path a person chose, or null when they changed their mind. */
  readonly choose: () => Promise<string | null>
  readonly now: () => number
  /** Runs work once after so many milliseconds; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Versions that people were asked about before: sealed records remember a version whose file was taken away. */
  readonly versionsShown: () => readonly string[]
  /** Another text is in force from now on: face finding stops and everybody is asked again. */
  readonly onInForce: () => Promise<void>
  /** One line for the terminal. */
  readonly log: (line: string) => void
}

export interface PolicyBundles {
  /** What is current now, for the gate and the consent records. */
  readonly policies: Policies
  /** Reads and verifies what was accepted before. Before that no official text is in force. */
  open(): Promise<void>
  /** Asks for a file and takes it in. Errors: cancelled, file-unreadable, policy-… with the refusal in `params`. */
  import(): Promise<Result<PolicyImportReply, WireError>>
  official(language: Language): PolicyOfficialReply
  /** What is different from the record that was agreed to last. */
  changes(language: Language, agreed: ConsentRecord | null): PolicyChangesReply
  /** Every version that is kept, newest first. */
  versions(): readonly KeptPolicy[]
  /** The text of a kept version, whatever its day; null when it is not kept. */
  text(version: string, language: Language): OfficialPolicy | null
  /** Two kept versions compared, whichever is older; null when one is not kept or they share no language. */
  compare(from: string, to: string, language: Language): PolicyChangesReply | null
}

/**
 * The owner's official policy: bundles that a trusted key signed, kept in the records directory, verified when they come
 * and again at every start. The newest whose day has come is in force.
 */
export function createPolicyBundles(parts: PolicyBundlesParts): PolicyBundles {
  const { plain, files } = parts
  let bundles: readonly PolicyBundle[] = []
  let latestDay = ''
  let announced: PolicyBundle | null = null
  let cancelTimer = (): void => undefined
  let importing: Promise<unknown> = Promise.resolve()

  /** A clock that is set back does not bring an older policy back in this session. */
  function today(): string {
    const day = dayInJapan(parts.now())
    if (day > latestDay) latestDay = day
    return latestDay
  }
  const inForce = (): PolicyBundle | null => bundleInForce(bundles, today())

  /** What a new bundle must follow: this build, or the records, may know a newer version than the files do. */
  function newest(): NewestPolicy {
    const bundle = newestBundle(bundles)
    const languages = bundle?.texts.map((text) => text.language) ?? []
    const withoutFile = [plain.version, ...parts.versionsShown()].reduce((a, b) =>
      comparePolicyVersions(a, b) >= 0 ? a : b,
    )
    return bundle && comparePolicyVersions(bundle.version, withoutFile) >= 0
      ? { version: bundle.version, payloadSha256: bundle.payloadSha256, languages }
      : { version: withoutFile, payloadSha256: null, languages }
  }

  const kept = (version: string): PolicyBundle | undefined =>
    bundles.find((bundle) => bundle.version === version)

  function shown(bundle: PolicyBundle, language: Language): OfficialPolicy {
    const { version, effectiveFrom, signer: id } = bundle
    const name = parts.trustedKeys.get(id)?.name ?? ''
    return { version, effectiveFrom, ...officialText(bundle, language), signer: { id, name } }
  }

  async function announce(): Promise<void> {
    const current = inForce()
    waitForNext()
    if (current === announced) return
    announced = current
    await parts.onInForce()
  }

  function waitForNext(): void {
    cancelTimer()
    cancelTimer = () => undefined
    const next = nextBundle(bundles, today())
    if (!next) return
    const untilMs = startOfDayInJapanMs(next.effectiveFrom) - parts.now()
    cancelTimer = parts.after(Math.min(Math.max(untilMs, 1), LOOK_AGAIN_MS), () => {
      announce().catch(() => parts.log('policy: a new version could not be announced'))
    })
  }

  async function takeIn(path: string): Promise<Result<PolicyImportReply, WireError>> {
    const name = shownName(basename(path))
    const bytes = await readPolicyFile(path)
    if (!bytes) return err({ code: 'file-unreadable', params: { name } })
    const verified = verifyPolicyBundle(bytes, parts.trustedKeys, newest())
    if (!verified.ok) {
      const refusal = verified.error.code
      return err({ code: SENTENCES[refusal], params: { name, refusal } })
    }
    const bundle = verified.value
    const known = bundles.some((other) => other.version === bundle.version)
    if (!known) {
      const kept = await files.keep(bundle.version, bytes)
      // A text that would be gone tomorrow must not be agreed to today.
      if (!kept.ok) return err({ code: 'policy-not-kept', params: { name, reason: kept.error } })
      bundles = [...bundles, bundle]
      await announce()
    }
    return ok({
      version: bundle.version,
      effectiveFrom: bundle.effectiveFrom,
      inForce: inForce()?.version === bundle.version,
      alreadyKnown: known,
    })
  }

  return {
    policies: policiesInForce(plain, inForce),

    async open() {
      const stored = await files.load()
      if (!stored.ok) parts.log('policy: the accepted policies cannot be read')
      const verified: PolicyBundle[] = []
      for (const { version, bytes } of stored.ok ? stored.value : []) {
        // A key that is no longer trusted takes its bundles with it.
        const result = bytes ? verifyPolicyBundle(bytes, parts.trustedKeys, null) : null
        if (result?.ok && result.value.version === version) verified.push(result.value)
        else {
          parts.log(
            `policy: ${version} is not used, ${result && !result.ok ? result.error.code : 'unreadable'}`,
          )
          files.putAside(version)
        }
      }
      bundles = verified
      announced = inForce()
      waitForNext()
    },

    import() {
      const turn = importing.then(async () => {
        const path = await parts.choose()
        return path === null ? err<WireError>({ code: 'cancelled' }) : takeIn(path)
      })
      importing = turn.catch(() => undefined)
      return turn
    },

    official(language) {
      const bundle = inForce()
      const coming = nextBundle(bundles, today())
      const named = coming && { version: coming.version, effectiveFrom: coming.effectiveFrom }
      return { official: bundle && shown(bundle, language), coming: named }
    },

    changes: (language, agreed) => policyChanges(agreed, inForce(), bundles, plain, language),

    versions() {
      const current = inForce()
      const state = (bundle: PolicyBundle): KeptPolicy['state'] =>
        bundle === current ? 'in-force' : bundle.effectiveFrom > today() ? 'coming' : 'past'
      return [...bundles]
        .sort((a, b) => comparePolicyVersions(b.version, a.version))
        .map((bundle) => ({
          version: bundle.version,
          effectiveFrom: bundle.effectiveFrom,
          languages: bundle.texts.map((text) => text.language),
          state: state(bundle),
        }))
    },

    text(version, language) {
      const bundle = kept(version)
      return bundle ? shown(bundle, language) : null
    },

    compare(from, to, language) {
      const [before, after] = [kept(from), kept(to)]
      return before && after ? compareBundles(before, after, language) : null
    },
  }
}
