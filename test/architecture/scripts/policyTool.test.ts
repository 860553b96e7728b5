import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTrustedKeys } from '../../../src/main/privacy/trustedKeys'
import { verifyPolicyBundle } from '../../../src/main/privacy/verifyPolicyBundle'
import { readBundle, readKeys } from '../../../scripts/policy/format.mjs'
import { readPolicyArguments } from '../../../scripts/policy/arguments.mjs'

const TOOL = resolve(import.meta.dirname, '../../../scripts/policy.mjs')
const JAPANESE = '\uFEFFプライバシーポリシー\r\n第1条(定義)\r\n'
const ENGLISH = 'Privacy Policy\nArticle 1\n'

const folder = mkdtempSync(join(tmpdir(), 'kazari-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)

/** Runs the real tool as a person in `folder` would. */
function tool(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  })
  return { status, stdout, stderr }
}
const make = (...more: readonly string[]) =>
  tool(
    'make',
    '--version',
    '2026-11-01',
    '--effective',
    '2026-12-01',
    '--key',
    'keys/policy-signing-key.pem',
    ...more,
  )

beforeAll(() => {
  writeFileSync(at('ja.txt'), JAPANESE)
  writeFileSync(at('en.txt'), ENGLISH)
  writeFileSync(at('sjis.txt'), Buffer.from([0x83, 0x76, 0x83, 0x89]))
  expect(tool('keygen', '--out', 'keys', '--name', '1SEC inc.')).toMatchObject({ status: 0, stderr: '' })
  expect(make('--ja', 'ja.txt', '--en=en.txt', '--out', 'policy.json')).toMatchObject({
    status: 0,
    stderr: '',
  })
})

const keysText = () => readFileSync(at('keys/policy-trusted-keys.json'), 'utf8')
const installed = () => readTrustedKeys(JSON.parse(keysText()))

describe('from a key to the app', () => {
  test('the app takes the bundle and has the owner’s files byte for byte', () => {
    const result = verifyPolicyBundle(readFileSync(at('policy.json')), installed(), null)
    expect(result).toMatchObject({ ok: true, value: { version: '2026-11-01', effectiveFrom: '2026-12-01' } })
    const texts = result.ok ? result.value.texts : []
    expect(texts.map(({ language, text }) => [language, Buffer.from(text)])).toEqual([
      ['ja', readFileSync(at('ja.txt'))],
      ['en', readFileSync(at('en.txt'))],
    ])
    const checked = tool('check', 'policy.json', '--keys', 'keys/policy-trusted-keys.json')
    expect(checked).toMatchObject({ status: 0, stderr: '' })
    for (const { language, sha256 } of texts) expect(checked.stdout).toContain(`${language} sha256 ${sha256}`)
  })

  test('the secret is for its owner’s eyes, is told to nobody, and is never written over', () => {
    const secret = readFileSync(at('keys/policy-signing-key.pem'), 'utf8')
    if (process.platform !== 'win32') expect(statSync(at('keys/policy-signing-key.pem')).mode & 0o077).toBe(0)
    expect(keysText()).not.toContain('PRIVATE')
    const again = tool('keygen', '--out', 'keys')
    expect(again).toMatchObject({ status: 1, stdout: '' })
    expect(again.stderr).toContain('it exists already')
    expect(readFileSync(at('keys/policy-signing-key.pem'), 'utf8')).toBe(secret)
  })

  test('the same texts under the same key are the same bundle, and an older file is never replaced', () => {
    expect(make('--en', 'en.txt', '--ja', 'ja.txt', '--out', 'again.json').status).toBe(0)
    expect(readFileSync(at('again.json'))).toEqual(readFileSync(at('policy.json')))
    expect(make('--en', 'en.txt', '--out', 'policy.json')).toMatchObject({ status: 1 })
    expect(readFileSync(at('again.json'))).toEqual(readFileSync(at('policy.json')))
  })

  test('one language is enough', () => {
    expect(make('--ja', 'ja.txt', '--out', 'ja-only.json').status).toBe(0)
    const result = verifyPolicyBundle(readFileSync(at('ja-only.json')), installed(), null)
    expect(result).toMatchObject({ ok: true, value: { texts: [{ language: 'ja', text: JAPANESE }] } })
  })
})

test('the tool and the app refuse the same files', () => {
  const file = readFileSync(at('policy.json'))
  const keys = readKeys(keysText())
  const trusted = installed()
  const toolTakes = (bytes: Buffer): boolean => {
    try {
      readBundle(bytes, keys)
      return true
    } catch {
      return false
    }
  }
  expect(toolTakes(file)).toBe(true)
  for (let place = 0; place < file.length; place += 1) {
    const changed = Buffer.from(file)
    changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8))
    const app = verifyPolicyBundle(changed, trusted, null)
    expect([place, toolTakes(changed), app.ok]).toEqual([place, false, false])
  }
})

describe('what is wrong is said in a sentence and nothing is written', () => {
  const check = (name: string) => tool('check', name, '--keys', 'keys/policy-trusted-keys.json')

  test.each([
    ['no command', [], /needs a command: keygen, make or check/],
    ['an unknown command', ['sign'], /does not know “sign”/],
    ['a name every object has', ['constructor'], /does not know “constructor”/],
    ['an unknown option', ['keygen', '--out', 'k', '--force', '1'], /keygen does not know --force/],
    ['an option without a value', ['keygen', '--out'], /--out needs a value/],
    ['an option given twice', ['keygen', '--out', 'a', '--out', 'b'], /--out is given twice/],
    ['no folder', ['keygen'], /keygen needs --out/],
    ['a file too many', ['check', 'a', 'b', '--keys', 'k'], /check needs one file/],
    [
      'a version that is no day',
      [
        'make',
        '--version',
        '2026-02-30',
        '--effective',
        '2026-11-01',
        '--key',
        'k',
        '--out',
        'o',
        '--ja',
        'j',
      ],
      /--version is a day/,
    ],
    [
      'an effective day that is none',
      ['make', '--version', '2026-11-01', '--effective', 'soon', '--key', 'k', '--out', 'o', '--ja', 'j'],
      /--effective is a day/,
    ],
    [
      'no text',
      ['make', '--version', '2026-11-01', '--effective', '2026-11-01', '--key', 'k', '--out', 'o'],
      /make needs a text/,
    ],
  ])('%s', (_what, args, sentence) => {
    expect(() => readPolicyArguments([...args], folder)).toThrow(sentence)
  })

  test('texts that cannot be signed', () => {
    writeFileSync(at('empty.txt'), ' \n')
    writeFileSync(at('long.txt'), 'a'.repeat(900_000))
    for (const [text, sentence] of [
      ['sjis.txt', 'is not UTF-8'],
      ['empty.txt', 'is empty'],
      ['long.txt', '1 MB is the most'],
      ['missing.txt', 'there is no such file'],
      ['keys', 'it is a folder'],
    ] as const) {
      const result = make('--ja', text, '--out', 'never.json')
      expect(result).toMatchObject({ status: 1, stdout: '' })
      expect(result.stderr).toContain(sentence)
      expect(statSync(at('never.json'), { throwIfNoEntry: false })).toBeUndefined()
    }
  })

  test('keys that cannot sign', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(at('other.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
    for (const [key, sentence] of [
      ['other.pem', 'is not an Ed25519 key'],
      ['ja.txt', 'is not a private key'],
      ['keys/policy-trusted-keys.json', 'is not a private key'],
    ] as const) {
      const result = tool(
        'make',
        '--version=2026-11-01',
        '--effective=2026-11-01',
        '--ja=ja.txt',
        `--key=${key}`,
        '--out=never.json',
      )
      expect(result.stderr).toContain(sentence)
      expect(result.status).toBe(1)
    }
  })

  test('bundles that are not right', () => {
    const text = readFileSync(at('policy.json'), 'utf8')
    const { payload } = JSON.parse(text) as { payload: string }
    const other = Buffer.from(Buffer.from(payload, 'base64').toString().replace('2026-12-01', '2026-11-01'))
    writeFileSync(at('moved.json'), text.replace(payload, other.toString('base64')))
    writeFileSync(at('spaced.json'), ` ${text}`)
    writeFileSync(at('huge.json'), Buffer.alloc(1_048_577))
    for (const [name, sentence] of [
      ['moved.json', 'its signature is wrong'],
      ['spaced.json', 'not written as a policy bundle is'],
      ['huge.json', 'larger than 1 MB'],
      ['ja.txt', 'it is not JSON'],
      ['sjis.txt', 'it is not UTF-8'],
      ['keys/policy-trusted-keys.json', 'not written as a policy bundle is'],
    ] as const) {
      const result = check(name)
      expect(result).toMatchObject({ status: 1, stdout: '' })
      expect(result.stderr).toContain(sentence)
      expect(result.stderr).not.toContain('    at ')
    }
    expect(tool('keygen', '--out', 'strangers').status).toBe(0)
    const stranger = tool('check', 'policy.json', '--keys', 'strangers/policy-trusted-keys.json')
    expect(stranger.stderr).toContain('that key is not in the list')
    expect(tool('check', 'policy.json', '--keys', 'ja.txt').stderr).toContain('ja.txt is refused')
  })
})
