import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { IMPORT_BATCH_LIMIT, IMPORT_LIMITS } from '../../../src/contracts/api'
import { createPictureSources, readPictureFile } from '../../../src/main/import/openPictures'
import { freshDirectory } from '../support'
import { painted } from './pictures'

const PNG = painted().toBuffer('image/png')

const sourcesFor = (paths: readonly string[] | null, clipboard: Uint8Array<ArrayBuffer> | null = null) =>
  createPictureSources({
    choose: () => Promise.resolve(paths),
    clipboardPng: () => Promise.resolve(clipboard),
    pastedName: () => 'pasted.png',
  })

function filesIn(directory: string, files: Record<string, Uint8Array | string>): string[] {
  return Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(directory, name), bytes)
    return join(directory, name)
  })
}

describe('pictures from the dialog', () => {
  test('good ones are opened, bad ones are named with their reason, in the order they were chosen', async () => {
    const directory = freshDirectory()
    mkdirSync(join(directory, 'folder.png'))
    const [good, words, empty] = filesIn(directory, {
      'good.png': PNG,
      'words.jpg': 'words',
      'empty.png': '',
    })
    const paths = [
      words ?? '',
      good ?? '',
      join(directory, 'folder.png'),
      join(directory, 'gone.png'),
      empty ?? '',
      '/dev/zero',
    ]
    const reply = await sourcesFor(paths).open()
    if (!reply.ok) throw new Error(reply.error.code)
    expect(reply.value.admitted.map((picture) => picture.name)).toEqual(['good.png'])
    expect(reply.value.refused.map(({ name, error }) => [name, error.code])).toEqual([
      ['words.jpg', 'image-unsupported'],
      ['folder.png', 'file-unreadable'],
      ['gone.png', 'file-unreadable'],
      ['empty.png', 'image-empty'],
      ['zero', 'file-unreadable'],
    ])
    expect(JSON.stringify(reply.value.refused)).not.toContain(directory)
  })

  test('a change of mind opens nothing', async () => {
    expect(await sourcesFor(null).open()).toEqual({ ok: false, error: { code: 'cancelled' } })
  })

  test('more than fit at once are left out by name, not dropped silently', async () => {
    const [path = ''] = filesIn(freshDirectory(), { 'a.png': PNG })
    const reply = await sourcesFor(Array.from({ length: IMPORT_BATCH_LIMIT + 2 }, () => path)).open()
    if (!reply.ok) throw new Error(reply.error.code)
    expect(reply.value.admitted).toHaveLength(IMPORT_BATCH_LIMIT)
    expect(reply.value.refused.map(({ error }) => error.code)).toEqual([
      'too-many-pictures',
      'too-many-pictures',
    ])
  })

  test('a file beyond the limit is refused by its size, without being read', async () => {
    const [path = ''] = filesIn(freshDirectory(), { 'huge.png': PNG })
    // Sparse: says it is larger than memory, and holds almost nothing.
    truncateSync(path, 2 ** 40)
    expect(await readPictureFile(path)).toMatchObject({
      ok: false,
      error: { code: 'image-too-large', params: { name: 'huge.png' } },
    })
    truncateSync(path, IMPORT_LIMITS.bytes)
    expect(await readPictureFile(path)).toMatchObject({ ok: true })
  })
})

describe('pasting', () => {
  test('takes the clipboard’s picture as any other', async () => {
    expect(await sourcesFor(null, new Uint8Array(PNG)).paste()).toMatchObject({
      admitted: [{ name: 'pasted.png', width: 64 }],
      refused: [],
    })
    expect(await sourcesFor(null, new Uint8Array([1, 2])).paste()).toMatchObject({
      admitted: [],
      refused: [{ name: 'pasted.png' }],
    })
  })

  test('a clipboard without a picture gives none', async () => {
    expect(await sourcesFor(null).paste()).toEqual({ admitted: [], refused: [] })
  })
})
