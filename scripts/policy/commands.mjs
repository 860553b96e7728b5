import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../lib/say.mjs'
import {
  encodeBundle,
  keyIdOf,
  keysFile,
  LANGUAGES,
  LIMIT_BYTES,
  rawPublicKey,
  readBundle,
  readKeys,
  sha256,
  utf8,
} from './format.mjs'

const PRIVATE_KEY = 'policy-signing-key.pem'
const PUBLIC_KEY = 'policy-trusted-keys.json'

const REASONS = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be opened',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'it exists already, and nothing is written over',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
}
const reasonOf = (error) => REASONS[error?.code] ?? error?.message ?? String(error)

/** The bytes of a file of at most 1 MB. */
function readSmall(path) {
  let file
  try {
    file = openSync(path, 'r')
    const found = fstatSync(file)
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (found.size > LIMIT_BYTES) throw new Error('it is larger than 1 MB')
    return readFileSync(file)
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${reasonOf(error)}`)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** Writes a new file; never over another one. */
function writeNew(path, bytes, mode) {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode })
  } catch (error) {
    throw new Refusal(`${path} cannot be written: ${reasonOf(error)}`)
  }
}

/** Runs `work` on a file; its refusals get the file's name in front. */
function about(path, work) {
  try {
    return work()
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`${path} is refused: ${error.message}`) : error
  }
}

function keygen({ out, name = '' }) {
  if (name.length > 100) throw new Refusal('--name has more than 100 characters')
  const { privateKey } = generateKeyPairSync('ed25519')
  const raw = rawPublicKey(privateKey)
  const id = keyIdOf(raw)
  try {
    mkdirSync(out, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Refusal(`${out} cannot be made: ${reasonOf(error)}`)
  }
  const secret = join(out, PRIVATE_KEY)
  const known = join(out, PUBLIC_KEY)
  writeNew(secret, privateKey.export({ format: 'pem', type: 'pkcs8' }), 0o600)
  try {
    writeNew(known, keysFile([{ id, name, publicKey: raw.toString('base64') }]), 0o644)
  } catch (error) {
    // Half a pair is of no use and would stand in the way of the next try.
    rmSync(secret, { force: true })
    throw error
  }
  return [
    `key ${id}`,
    `secret, signs bundles: ${secret}`,
    `public, goes into resources/policy/trusted-keys.json: ${known}`,
  ]
}

function readSigningKey(path) {
  const text = readSmall(path)
  let key
  try {
    key = createPrivateKey(text)
  } catch {
    throw new Refusal(`${path} is not a private key in PEM; keygen makes one`)
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Refusal(`${path} is not an Ed25519 key; keygen makes one`)
  return key
}

function readPolicyText(path, language) {
  const bytes = readSmall(path)
  const text = utf8(bytes)
  if (text === null) throw new Refusal(`${path} is not UTF-8`)
  if (text.trim() === '') throw new Refusal(`${path} is empty`)
  return { language, bytes }
}

function make({ version, effective, key, out, ...paths }) {
  const privateKey = readSigningKey(key)
  const texts = LANGUAGES.filter((language) => paths[language] !== undefined).map((language) =>
    readPolicyText(paths[language], language),
  )
  const bundle = encodeBundle({ version, effectiveFrom: effective, texts }, privateKey)
  if (bundle.length > LIMIT_BYTES)
    throw new Refusal(`the bundle would have ${bundle.length} bytes; 1 MB is the most that Kazari takes`)
  writeNew(out, bundle, 0o644)
  return [
    `version ${version}, valid from ${effective}, signed by ${keyIdOf(rawPublicKey(privateKey))}`,
    ...texts.map(({ language, bytes }) => `${language} sha256 ${sha256(bytes)}`),
    `written: ${out}`,
  ]
}

function check([path], { keys: keysPath }) {
  const keys = about(keysPath, () => readKeys(readSmall(keysPath).toString('utf8')))
  const { version, effectiveFrom, signer, texts } = about(path, () => readBundle(readSmall(path), keys))
  return [
    `version ${version}, valid from ${effectiveFrom}, signed by ${signer}`,
    ...texts.map(({ language, sha256: sum }) => `${language} sha256 ${sum}`),
    'right: the signature and every text are as they were signed',
  ]
}

/** Does what a command line read by `readPolicyArguments` asks for; the lines to print. Refuses with a sentence. */
export function runPolicyCommand({ command, options, files }) {
  if (command === 'keygen') return keygen(options)
  return command === 'make' ? make(options) : check(files, options)
}
