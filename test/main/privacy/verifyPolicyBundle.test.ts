import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { POLICY_BUNDLE_LIMIT_BYTES } from '../../../src/contracts/policyBundle'
import { POLICY_BUNDLE_REFUSALS, type NewestPolicy } from '../../../src/domain/privacy/policy/policyBundle'
import { installedKeys, readTrustedKeys } from '../../../src/main/privacy/trustedKeys'
import { verifyPolicyBundle } from '../../../src/main/privacy/verifyPolicyBundle'
import { bundleFile, envelopeOf, fileOf, newSigner, payloadOf, sha256, trusting } from './signedBundles'

const signer = newSigner()
const stranger = newSigner()
const keys = trusting(signer)

function outcome(bytes: Uint8Array, newest: NewestPolicy | null = null): string {
  const result = verifyPolicyBundle(bytes, keys, newest)
  return result.ok ? 'accepted' : result.error.code
}
/** What becomes of a rightly signed payload. */
const signed = (payload: unknown): string =>
  outcome(fileOf(envelopeOf(typeof payload === 'string' ? payload : JSON.stringify(payload), signer)))

describe('a right bundle', () => {
  test('gives the owner’s text byte for byte, with its sum', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'binary', minLength: 1, maxLength: 200 })
          .filter((text) => Buffer.from(text).toString() === text && text.trim() !== ''),
        (text) => {
          const result = verifyPolicyBundle(bundleFile(signer, { texts: { ja: text } }), keys, null)
          const bytes = Buffer.from(text)
          expect(result).toMatchObject({
            ok: true,
            value: { texts: [{ language: 'ja', text, sha256: sha256(bytes) }] },
          })
          if (result.ok) expect(Buffer.from(result.value.texts[0]?.text ?? '')).toEqual(bytes)
        },
      ),
    )
  })

  test('keeps a byte order mark, line ends and control characters as they are', () => {
    const text = '\uFEFFA\r\nB\rC\u0000\u0085\u2028D\n'
    const result = verifyPolicyBundle(bundleFile(signer, { texts: { en: text } }), keys, null)
    expect(result).toMatchObject({ ok: true, value: { texts: [{ text }] } })
  })

  test('says who signed it, and has one sum for one content', () => {
    const both = trusting(signer, stranger)
    const [one, other] = [signer, stranger].map((by) => verifyPolicyBundle(bundleFile(by), both, null))
    expect(one).toMatchObject({ ok: true, value: { signer: signer.id, version: '2026-11-01' } })
    expect(one?.ok && other?.ok && one.value.payloadSha256 === other.value.payloadSha256).toBe(true)
  })
})

describe('a bundle that was touched', () => {
  const file = bundleFile(signer)

  test('is refused with any one of its bytes changed in any way that was tried', () => {
    for (let place = 0; place < file.length; place += 1) {
      for (const flip of [0x01, 0x20, 0x80, 1 + (place % 255)]) {
        const changed = Buffer.from(file)
        changed[place] = (changed[place] ?? 0) ^ flip
        expect(POLICY_BUNDLE_REFUSALS as readonly string[], `byte ${place} ^ ${flip}`).toContain(
          outcome(changed),
        )
      }
    }
  })

  test('is refused cut at any place, and with anything behind it', () => {
    for (let length = 0; length < file.length; length += 1)
      expect(outcome(file.subarray(0, length)), `${length} bytes`).not.toBe('accepted')
    for (const tail of ['\n', ' ', '\0', '{}', file.toString()])
      expect(outcome(Buffer.concat([file, Buffer.from(tail)])), tail).not.toBe('accepted')
  })

  test('is refused with bytes put in anywhere', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: file.length }),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        (place, extra) => {
          const longer = Buffer.concat([file.subarray(0, place), extra, file.subarray(place)])
          return outcome(longer) !== 'accepted'
        },
      ),
    )
  })
})

describe('who signed it', () => {
  test('must be known', () => {
    expect(outcome(bundleFile(stranger))).toBe('unknown-signer')
    expect(verifyPolicyBundle(bundleFile(signer), installedKeys(), null)).toMatchObject({
      error: { code: 'unknown-signer' },
    })
  })

  test('cannot be borrowed', () => {
    const right = envelopeOf(JSON.stringify(payloadOf()), signer)
    const foreign = envelopeOf(JSON.stringify(payloadOf({ texts: { ja: 'x' } })), stranger)
    expect(outcome(fileOf({ ...foreign, signer: signer.id }))).toBe('bad-signature')
    expect(outcome(fileOf({ ...right, payload: foreign.payload }))).toBe('bad-signature')
    for (const length of [0, 1, 63, 65]) {
      const signature = Buffer.alloc(length).toString('base64')
      expect(['wrong-shape', 'bad-signature']).toContain(outcome(fileOf({ ...right, signature })))
    }
    expect(outcome(fileOf({ ...right, signature: Buffer.alloc(64).toString('base64') }))).toBe(
      'bad-signature',
    )
  })

  test('the other form of a signature that the group order allows is not one', () => {
    const right = envelopeOf(JSON.stringify(payloadOf()), signer)
    const bytes = Buffer.from(right.signature, 'base64')
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order
    const moved = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()
    const signature = Buffer.concat([bytes.subarray(0, 32), moved]).toString('base64')
    expect(outcome(fileOf({ ...right, signature }))).toBe('bad-signature')
  })

  test('two signatures, or a field given twice, are no bundle', () => {
    const { format, signer: by, signature, payload } = envelopeOf(JSON.stringify(payloadOf()), signer)
    const other = envelopeOf(JSON.stringify(payloadOf()), stranger)
    const twice = `{"format":"${format}","signer":"${by}","signature":"${other.signature}","signature":"${signature}","payload":"${payload}"}\n`
    expect(JSON.parse(twice)).toEqual({ format, signer: by, signature, payload })
    expect(outcome(Buffer.from(twice))).toBe('wrong-shape')
    expect(outcome(fileOf({ format, signer: by, signature: [signature, other.signature], payload }))).toBe(
      'wrong-shape',
    )
    expect(outcome(fileOf({ format, signer: by, signature, payload, signature2: other.signature }))).toBe(
      'wrong-shape',
    )
  })
})

describe('what is not a bundle', () => {
  test('is refused whatever it is', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => outcome(bytes) !== 'accepted'))
    fc.assert(fc.property(fc.json(), (text) => outcome(Buffer.from(`${text}\n`)) === 'wrong-shape'))
  })

  test('is refused when it is huge, deep or not text', () => {
    expect(outcome(new Uint8Array(POLICY_BUNDLE_LIMIT_BYTES + 1))).toBe('too-large')
    expect(outcome(bundleFile(signer, { texts: { ja: 'あ'.repeat(300_000) } }))).toBe('too-large')
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const depth = Math.floor(POLICY_BUNDLE_LIMIT_BYTES / 8)
      expect(outcome(Buffer.from(open.repeat(depth) + '1' + close.repeat(depth)))).toBe('wrong-shape')
    }
    expect(outcome(Buffer.from([0xff, 0xfe, 0x7b, 0x00]))).toBe('not-utf8')
    expect(outcome(Buffer.from('\uFEFF' + bundleFile(signer).toString()))).toBe('not-json')
    expect(outcome(Buffer.from('policy'))).toBe('not-json')
    expect(outcome(new Uint8Array())).toBe('not-json')
  })

  test('a right bundle with other spaces or another order of fields is not one: it has one spelling', () => {
    const envelope = envelopeOf(JSON.stringify(payloadOf()), signer)
    expect(outcome(Buffer.from(JSON.stringify(envelope)))).toBe('wrong-shape')
    expect(outcome(Buffer.from(JSON.stringify(envelope, null, 2) + '\n'))).toBe('wrong-shape')
    expect(outcome(Buffer.from(JSON.stringify(envelope) + '\r\n'))).toBe('wrong-shape')
    expect(outcome(fileOf(Object.fromEntries(Object.entries(envelope).reverse())))).toBe('wrong-shape')
  })

  test('unknown fields and those every object has get nowhere, outside or inside the signature', () => {
    const envelope = JSON.stringify(envelopeOf(JSON.stringify(payloadOf()), signer))
    const payload = JSON.stringify(payloadOf())
    for (const extra of [
      '"__proto__":{"ok":true}',
      '"constructor":1',
      '"toString":1',
      '"note":"x"',
      '"signer ":1',
    ]) {
      for (const text of [envelope.replace('{', `{${extra},`), envelope.replace(/}$/, `,${extra}}`)])
        expect(outcome(Buffer.from(`${text}\n`)), extra).toBe('wrong-shape')
      for (const text of [payload.replace('{', `{${extra},`), payload.replaceAll('"ja"', `"ja",${extra}`)])
        expect(signed(text), extra).toBe('wrong-shape')
    }
    expect(({} as Record<string, unknown>)['ok']).toBeUndefined()
  })
})

describe('a payload that a known key signed', () => {
  const right = payloadOf()
  const [ja, en] = right.texts

  test.each([
    ['of another format', { ...right, format: 'kazari-policy-2' }, 'wrong-shape'],
    ['with a day that is none', { ...right, effectiveFrom: '2026-02-30' }, 'wrong-shape'],
    ['with a version that is none', { ...right, version: '2026-11-01.0' }, 'wrong-shape'],
    ['with a version that is a number', { ...right, version: 20261101 }, 'wrong-shape'],
    ['without a day', { format: right.format, version: right.version, texts: right.texts }, 'wrong-shape'],
    ['without a text', { ...right, texts: [] }, 'language-missing'],
    ['with an empty text', payloadOf({ texts: { ja: '' } }), 'language-missing'],
    ['with a text of spaces', payloadOf({ texts: { ja: ' \n\u3000' } }), 'language-missing'],
    ['in a language Kazari does not have', { ...right, texts: [{ ...ja, language: 'fr' }] }, 'wrong-shape'],
    ['in one language twice', { ...right, texts: [ja, { ...en, language: 'ja' }] }, 'wrong-shape'],
    ['in three languages', { ...right, texts: [ja, en, en] }, 'wrong-shape'],
    [
      'with the sum of another text',
      { ...right, texts: [{ ...ja, sha256: en?.sha256 }, en] },
      'altered-text',
    ],
    ['with the other text under its sum', { ...right, texts: [{ ...ja, bytes: en?.bytes }] }, 'altered-text'],
    ['with a text that is not UTF-8', payloadOf({ texts: { ja: new Uint8Array([0x82, 0xa0]) } }), 'not-utf8'],
    [
      'with half a surrogate pair in UTF-8',
      payloadOf({ texts: { ja: new Uint8Array([0xed, 0xa0, 0x80]) } }),
      'not-utf8',
    ],
    [
      'with base64 in a second spelling',
      { ...right, texts: [{ ...ja, bytes: `${ja?.bytes}=` }] },
      'wrong-shape',
    ],
    ['that is a list', [right], 'wrong-shape'],
    ['that is nothing', null, 'wrong-shape'],
    ['that is not JSON', 'policy', 'not-json'],
    ['with spaces between its fields', JSON.stringify(right, null, 1), 'wrong-shape'],
  ])('%s is refused', (_what, payload, code) => {
    expect(signed(payload)).toBe(code)
  })

  test('that is not UTF-8 is refused', () => {
    expect(outcome(fileOf(envelopeOf(new Uint8Array([0xc3, 0x28]), signer)))).toBe('not-utf8')
  })
})

describe('after another bundle', () => {
  function newestOf(words: Parameters<typeof payloadOf>[0]): NewestPolicy {
    const result = verifyPolicyBundle(bundleFile(signer, words), keys, null)
    if (!result.ok) throw new Error(result.error.code)
    const { version, payloadSha256, texts } = result.value
    return { version, payloadSha256, languages: texts.map((text) => text.language) }
  }
  const newest = newestOf({ version: '2026-11-01.2' })

  test.each([
    ['an older one', { version: '2026-11-01.1' }, 'older-version'],
    ['one of an older day with a higher number', { version: '2026-10-31.9' }, 'older-version'],
    [
      'the same version with one letter more',
      { version: '2026-11-01.2', texts: { ja: 'x', en: 'y' } },
      'same-version-different-text',
    ],
    [
      'the same version from another day on',
      { version: '2026-11-01.2', effectiveFrom: '2026-11-02' },
      'same-version-different-text',
    ],
    [
      'the same version with a language less',
      { version: '2026-11-01.2', texts: { ja: '第1条\n目的\n' } },
      'same-version-different-text',
    ],
    [
      'a newer one without a language that people read',
      { version: '2026-11-02', texts: { ja: 'x' } },
      'language-missing',
    ],
  ])('%s is refused', (_what, words, code) => {
    expect(outcome(bundleFile(signer, words), newest)).toBe(code)
  })

  test('the very same one and any newer one are right', () => {
    expect(outcome(bundleFile(signer, { version: '2026-11-01.2' }), newest)).toBe('accepted')
    expect(outcome(bundleFile(signer, { version: '2026-11-01.10' }), newest)).toBe('accepted')
    const japanese = newestOf({ texts: { ja: 'x' } })
    expect(outcome(bundleFile(signer, { version: '2026-11-02' }), japanese)).toBe('accepted')
  })
})

describe('the list of trusted keys', () => {
  const entry = { id: signer.id, name: 'owner', publicKey: signer.publicKey }
  const file = (...list: readonly object[]) => ({ format: 'kazari-policy-keys-1', keys: list })

  test('is empty in this build: there is no key whose secret somebody could have copied from the project', () => {
    expect(installedKeys().size).toBe(0)
  })

  test('stops the program when it is wrong in any part', () => {
    expect(readTrustedKeys(file(entry)).size).toBe(1)
    for (const wrong of [
      null,
      {},
      { ...file(entry), more: 1 },
      file({ ...entry, id: stranger.id }),
      file({ ...entry, publicKey: stranger.publicKey }),
      file({ ...entry, publicKey: 'A'.repeat(44) }),
      file({ ...entry, privateKey: 'x' }),
      file(entry, entry),
    ])
      expect(() => readTrustedKeys(wrong)).toThrow()
  })
})
