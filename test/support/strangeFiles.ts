import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'

/** What somebody who can write to a folder can put where a file is expected. */
export interface StrangeFile {
  readonly name: string
  readonly make: (path: string) => void
}

const pipe = (path: string): void => void execFileSync('mkfifo', [path])

/** Nothing of these is a file with an end. Reading most of them the plain way waits for ever, or never ends. */
export const NO_FILES: readonly StrangeFile[] = [
  { name: 'a pipe that nobody writes to', make: pipe },
  {
    name: 'a link to such a pipe',
    make: (path) => {
      pipe(`${path}.pipe`)
      symlinkSync(`${path}.pipe`, path)
    },
  },
  { name: 'a device without an end', make: (path) => symlinkSync('/dev/zero', path) },
  { name: 'a folder', make: (path) => mkdirSync(path) },
  { name: 'a link to itself', make: (path) => symlinkSync(path, path) },
]

/** Says that it is far larger than memory, and holds nothing. */
export const ENDLESS_FILE: StrangeFile = {
  name: 'a file of a terabyte',
  make: (path) => {
    closeSync(openSync(path, 'w'))
    truncateSync(path, 2 ** 40)
  },
}

/** A hundred megabytes that begin as the right thing does. */
export const HUGE_TEXT_BYTES = 100 * 1024 * 1024

export function putInPlace(strange: StrangeFile, path: string): void {
  rmSync(path, { force: true, recursive: true })
  strange.make(path)
}

/** Makes a text into every wrong one that a file could hold in its place. */
export function spoiltTexts(right: string): readonly (readonly [string, Buffer])[] {
  const text = Buffer.from(right)
  const utf16 = Buffer.from(right, 'utf16le')
  const opening = right.indexOf('{') + 1
  const withKey = (key: string) => right.slice(0, opening) + key + right.slice(opening)
  return [
    ['nothing', Buffer.alloc(0)],
    ...Array.from({ length: 31 }, (_, part): readonly [string, Buffer] => [
      `cut off after ${part + 1}/32`,
      text.subarray(0, Math.floor((text.length * (part + 1)) / 32)),
    ]),
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['bytes that are no text', Buffer.concat([text.subarray(0, 9), Buffer.from([0xc3, 0x28, 0xff])])],
    ['a surrogate written as bytes', Buffer.concat([Buffer.from('"'), Buffer.from([0xed, 0xa0, 0x80])])],
    ['NUL behind it', Buffer.concat([text, Buffer.alloc(1)])],
    ['only NUL', Buffer.alloc(text.length)],
    ['a key that reaches for the prototype', Buffer.from(withKey('"__proto__":{"polluted":1},'))],
    ['a constructor among its keys', Buffer.from(withKey('"constructor":{"prototype":{"polluted":1}},'))],
    ['a key nobody knows', Buffer.from(withKey('"surprise":1,'))],
    ['the same twice', Buffer.concat([text, text])],
    ['lists in lists, a hundred thousand deep', Buffer.from('['.repeat(100_000) + ']'.repeat(100_000))],
    [
      'objects in objects, a hundred thousand deep',
      Buffer.from(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
    ],
    ['a hundred thousand opened and none closed', Buffer.from('['.repeat(100_000))],
    [
      'a known key, a hundred thousand deep',
      Buffer.from(`{"format":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ],
    ['a number of a million digits', Buffer.from(`{"format":${'9'.repeat(1_000_000)}}`)],
    ['a hundred megabytes', Buffer.alloc(HUGE_TEXT_BYTES, right)],
  ]
}

export const writeSpoilt = (path: string, bytes: Buffer): void => {
  rmSync(path, { force: true })
  writeFileSync(path, bytes)
}

/** Fails by name where something would wait for ever; says nothing about how long it may take. */
export async function mustEnd<T>(what: string, work: Promise<T>): Promise<T> {
  let stop: NodeJS.Timeout | undefined
  const guard = new Promise<never>((_resolve, reject) => {
    stop = setTimeout(() => reject(new Error(`${what} does not come to an end`)), 30_000)
  })
  try {
    return await Promise.race([work, guard])
  } finally {
    clearTimeout(stop)
  }
}
