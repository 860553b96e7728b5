import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { replaceHere } from '../../../src/main/export/chosenFile'
import { createPictureSaver, suggestedFileName, writePicture } from '../../../src/main/export/savePicture'
import type { WriteSteps } from '../../../src/main/storage/atomicWrite'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { exifSegment } from '../../support/fileParts'
import { painted, withJpegSegments } from '../import/pictures'
import { freshDirectory } from '../support'

const PNG = painted().toBuffer('image/png')
const JPEG = painted().toBuffer('image/jpeg', 90)

/** Somebody at the dialog: `choose` gets the suggestion and gives a path, or null for Cancel. */
function saverFor(choose: (suggestion: string) => string | null, steps?: WriteSteps) {
  const suggestions: string[] = []
  const shown: string[] = []
  const pictures = freshDirectory()
  const saver = createPictureSaver({
    choose: (suggestion) => {
      suggestions.push(suggestion)
      return Promise.resolve(choose(suggestion))
    },
    picturesDirectory: () => pictures,
    show: (path) => shown.push(path),
    ...(steps ? { replaceFile: replaceHere(steps) } : {}),
  })
  return { saver, suggestions, shown, pictures }
}

const request = { suggestedName: 'party.heic/../kazari', format: 'png', bytes: PNG } as const

describe('saving', () => {
  test('writes the cleaned picture where the person chose, and can show it afterwards', async () => {
    const { saver, shown, pictures } = saverFor((suggestion) => suggestion)
    expect(saver.reveal()).toMatchObject({ ok: false })
    const dirty = withJpegSegments(JPEG, exifSegment(6, 'secret'))
    expect(await saver.save({ suggestedName: 'party.png', format: 'jpeg', bytes: dirty })).toEqual({
      ok: true,
      value: { name: 'party.jpg' },
    })
    const written = readFileSync(join(pictures, 'party.jpg'))
    expect(written.includes('secret')).toBe(false)
    expect(readdirSync(pictures)).toEqual(['party.jpg'])
    expect(saver.reveal()).toMatchObject({ ok: true })
    expect(shown).toEqual([join(pictures, 'party.jpg')])
  })

  test('suggests the folder that was used last', async () => {
    const elsewhere = freshDirectory()
    const { saver, suggestions, pictures } = saverFor(() => join(elsewhere, 'a.png'))
    await saver.save(request)
    await saver.save(request)
    expect(suggestions).toEqual([join(pictures, 'kazari.png'), join(elsewhere, 'kazari.png')])
  })

  test('a change of mind writes nothing', async () => {
    const { saver, pictures } = saverFor(() => null)
    expect(await saver.save(request)).toEqual({ ok: false, error: { code: 'cancelled' } })
    expect(readdirSync(pictures)).toEqual([])
    expect(saver.reveal().ok).toBe(false)
  })

  test('bytes that are no picture are refused before anybody is asked', async () => {
    const { saver, suggestions } = saverFor((suggestion) => suggestion)
    for (const bytes of [Buffer.from('<html>'), PNG.subarray(0, 50), JPEG]) {
      expect(await saver.save({ ...request, bytes })).toEqual({ ok: false, error: { code: 'bad-request' } })
    }
    expect(suggestions).toEqual([])
  })

  test('a name without an ending gets one, and never replaces a file the dialog did not ask about', async () => {
    const directory = freshDirectory()
    writeFileSync(join(directory, 'mine.png'), 'precious')
    const { saver } = saverFor(() => join(directory, 'mine'))
    expect(await saver.save(request)).toEqual({ ok: true, value: { name: 'mine 2.png' } })
    expect(readFileSync(join(directory, 'mine.png'), 'utf8')).toBe('precious')
  })

  test('a file the person agreed to replace is replaced, in one step', async () => {
    const directory = freshDirectory()
    const path = join(directory, 'mine.PNG')
    writeFileSync(path, 'old')
    let seenWhileWriting = ''
    const steps: WriteSteps = {
      fill: writeThrough,
      replace: (from, to) => {
        seenWhileWriting = readFileSync(path, 'utf8')
        return rename(from, to)
      },
    }
    const { saver } = saverFor(() => path, steps)
    expect((await saver.save(request)).ok).toBe(true)
    expect(seenWhileWriting).toBe('old')
    expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('over a file that is there', () => {
  const existing = (mode: number) => {
    const path = join(freshDirectory(), 'mine.png')
    writeFileSync(path, 'old')
    chmodSync(path, mode)
    return path
  }
  const modeOf = (path: string) => lstatSync(path).mode & 0o777

  test.each([0o600, 0o640, 0o666])('who may read and write it stays as it was (%o)', async (mode) => {
    const path = existing(mode)
    expect((await writePicture(path, 'png', PNG)).ok).toBe(true)
    expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG')
    expect(modeOf(path)).toBe(mode)
  })

  test('a read-only file is not replaced', async () => {
    const path = existing(0o444)
    expect(await writePicture(path, 'png', PNG)).toEqual({ ok: false, error: { code: 'not-writable' } })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(join(path, '..'))).toEqual(['mine.png'])
  })
})

describe('a place that cannot take it', () => {
  test('a full disk: said so, the old file stays, nothing half-written, and another place works', async () => {
    const directory = freshDirectory()
    const path = join(directory, 'mine.png')
    writeFileSync(path, 'old')
    let full = true
    const steps: WriteSteps = {
      fill: async (file, bytes) => {
        await writeThrough(file, bytes.subarray(0, full ? 100 : bytes.length))
        if (full) throw Object.assign(new Error(), { code: 'ENOSPC' })
      },
      replace: rename,
    }
    const { saver } = saverFor(() => path, steps)
    expect(await saver.save(request)).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect(readdirSync(directory)).toEqual(['mine.png'])
    expect(readFileSync(path, 'utf8')).toBe('old')
    full = false
    expect((await saver.save(request)).ok).toBe(true)
  })

  test.each([
    ['a folder', (directory: string) => directory],
    ['below a file', (directory: string) => join(directory, 'file', 'a.png')],
    ['in a folder that is gone', (directory: string) => join(directory, 'gone', 'a.png')],
    ['a device', () => '/dev/full'],
    ['a file system without files', () => '/proc/a.png'],
  ])('%s is not writable, and stays what it was', async (_what, place) => {
    const directory = freshDirectory()
    writeFileSync(join(directory, 'file'), '')
    const before = lstatSync('/dev/full').ino
    expect(await writePicture(place(directory), 'png', PNG)).toEqual({
      ok: false,
      error: { code: 'not-writable' },
    })
    expect(readdirSync(directory)).toEqual(['file'])
    expect(lstatSync('/dev/full').ino).toBe(before)
  })

  test('behind a link the file changes and the link stays', async () => {
    const directory = freshDirectory()
    mkdirSync(join(directory, 'far'))
    writeFileSync(join(directory, 'far', 'real.png'), 'old')
    symlinkSync(join(directory, 'far', 'real.png'), join(directory, 'link.png'))
    expect((await writePicture(join(directory, 'link.png'), 'png', PNG)).ok).toBe(true)
    expect(lstatSync(join(directory, 'link.png')).isSymbolicLink()).toBe(true)
    expect(
      readFileSync(join(directory, 'far', 'real.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })
})

test.each([
  ['party', 'png', 'party.png'],
  ['party.webp', 'jpeg', 'party.jpg'],
  ['飾り.PNG', 'png', '飾り.png'],
  ['v1.2', 'png', 'v1.2.png'],
  ['..', 'png', 'picture.png'],
  ['a/b\\c.jpg', 'jpeg', 'c.jpg'],
] as const)('%s as %s is suggested as %s', (name, format, suggested) => {
  expect(suggestedFileName(name, format)).toBe(suggested)
})
