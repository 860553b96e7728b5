import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeAnswerFile } from '../../../src/contracts/privacy/answerFile'
import { readPack } from '../../../src/contracts/pack'
import { createPictureSources } from '../../../src/main/import/openPictures'
import { readTextFile } from '../../../src/main/import/readTextFile'
import {
  ENDLESS_FILE,
  mustEnd,
  NO_FILES,
  putInPlace,
  spoiltTexts,
  writeSpoilt,
} from '../../support/strangeFiles'
import { deskRig, requestFile, sha256Of } from '../privacy/deskRig'
import { install, signer, TODAY } from '../privacy/policyComputer'
import { DRAFT, filledForm, requestDesk } from '../privacy/requestDesk'
import { bundleFile } from '../privacy/signedBundles'
import { openVault } from '../storage/vaultRig'
import { freshDirectory, testKeychain } from '../support'
import { painted } from './pictures'

/** Brings a file as a person would, by main's own dialog; answers with the code of the refusal, or `taken`. */
type Bring = (path: string) => Promise<string>

interface Importable {
  readonly right: string
  readonly bring: Bring
  /** What must not have changed by a file that was refused. */
  readonly kept: () => unknown
  readonly end: () => Promise<void>
}

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'taken' : result.error.code

const IMPORTABLE: Readonly<Record<string, () => Promise<Importable>>> = {
  'a policy of the owner': async () => {
    const computer = install()
    const started = await computer.start()
    return {
      right: bundleFile(signer).toString('utf8'),
      bring: async (path) => codeOf(await started.importPath(path)),
      kept: computer.kept,
      end: () => Promise.resolve(),
    }
  },
  'a request, at the desk': async () => {
    const rig = await deskRig()
    await rig.open()
    return {
      right: requestFile('correction').text,
      bring: async (path) => {
        rig.choose(path)
        return codeOf(await rig.desk.importFile())
      },
      kept: () => rig.vault.book('desk').count(),
      end: () => Promise.resolve(),
    }
  },
  'an answer of the desk': async () => {
    const directory = freshDirectory()
    const { vault } = await openVault(directory, testKeychain())
    const here = requestDesk(vault, directory, () => TODAY)
    const sealed = await here.call('request:seal', { draftId: DRAFT, form: filledForm('correction') })
    if (!sealed.ok || !('id' in sealed.value)) throw new Error('not sealed')
    const { id } = sealed.value as { id: string }
    await here.call('request:hand-over', { id, by: 'mailed' })
    const view = await here.call('request:read', { id })
    if (!view.ok) throw new Error(view.error.code)
    const { sha256 } = view.value as { sha256: string }
    const right = writeAnswerFile(
      {
        requestId: id,
        requestSha256: sha256,
        stages: [{ stage: 'received', atMs: TODAY, text: '受け取りました。' }],
        nextDueAtMs: null,
        writtenAtMs: TODAY + 1,
      },
      sha256Of,
    )
    if (!right.ok) throw new Error(right.error.code)
    return {
      right: right.value,
      bring: async (path) => {
        here.chooseAnswer(path)
        return codeOf(await here.call('request:import-answer', {}))
      },
      kept: () => vault.book('personal').count(),
      end: () => vault.close(),
    }
  },
}

const STRANGE = [...NO_FILES, ENDLESS_FILE]

describe.each(Object.entries(IMPORTABLE))('%s', (_what, prepare) => {
  test('is taken when it is right: what follows is not refused for another reason', async () => {
    const here = await prepare()
    const path = join(freshDirectory(), 'right.json')
    writeFileSync(path, here.right)
    const before = here.kept()
    expect(await here.bring(path)).toBe('taken')
    expect(here.kept()).not.toEqual(before)
    await here.end()
  })

  test.each(STRANGE.map((strange) => [strange.name, strange] as const))(
    'is not %s: refused at once',
    async (name, strange) => {
      const here = await prepare()
      const path = join(freshDirectory(), 'strange.json')
      putInPlace(strange, path)
      const before = here.kept()
      expect(await mustEnd(name, here.bring(path))).toMatch(/unreadable|too-large|not-a-bundle/)
      expect(here.kept()).toEqual(before)
      await here.end()
    },
  )

  test('spoilt in any way is refused with a reason, changes nothing and touches no prototype', async () => {
    const here = await prepare()
    const path = join(freshDirectory(), 'spoilt.json')
    const before = here.kept()
    for (const [what, bytes] of spoiltTexts(here.right)) {
      writeSpoilt(path, bytes)
      const code = await mustEnd(what, here.bring(path))
      expect(code, what).not.toBe('taken')
      expect(code, what).not.toBe('internal')
      expect(here.kept(), what).toEqual(before)
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    await here.end()
  })
})

test('a text file without an end is read no further than its limit', async () => {
  const path = join(freshDirectory(), 'text')
  putInPlace(ENDLESS_FILE, path)
  const before = process.memoryUsage().rss
  expect(await mustEnd('reading', readTextFile(path, 64 * 1024))).toEqual({ ok: false, error: 'too-large' })
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
})

test('pictures: a pipe, a device, a folder or a file of a terabyte among them is named, and the others are opened', async () => {
  const directory = freshDirectory()
  const strange = STRANGE.map((each, index) => {
    const path = join(directory, `${index}.png`)
    putInPlace(each, path)
    return path
  })
  const good = join(directory, 'good.png')
  writeFileSync(good, painted().toBuffer('image/png'))
  const sources = createPictureSources({
    choose: () => Promise.resolve([...strange, good]),
    clipboardPng: () => Promise.resolve(null),
    pastedName: () => '',
  })
  const reply = await mustEnd('opening pictures', sources.open())
  if (!reply.ok) throw new Error(reply.error.code)
  expect(reply.value.admitted.map(({ name }) => name)).toEqual(['good.png'])
  expect(reply.value.refused.map(({ error }) => error.code)).toEqual([
    ...NO_FILES.map(() => 'file-unreadable'),
    'image-too-large',
  ])
})

test('a pack that is spoilt in any way is refused, whatever of it can be read', () => {
  const right = JSON.stringify({
    format: 1,
    id: 'planted',
    name: { ja: '札', en: 'Planted' },
    art: [],
    decorations: [
      {
        id: 'blush',
        name: { ja: '頬', en: 'Blush' },
        category: 'makeup',
        keywords: [],
        parts: [{ kind: 'tint', region: 'lips', colour: '#aa0000', strength: 0.5, blend: 'multiply' }],
      },
    ],
    looks: [],
  })
  for (const [what, bytes] of spoiltTexts(right)) {
    let value: unknown
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
    } catch {
      continue
    }
    const read = readPack(value)
    // zod leaves `__proto__` behind: what is left is the right pack, without it.
    if (read.ok) expect(Object.keys(read.value), what).not.toContain('__proto__')
    else expect(read.error.length, what).toBeGreaterThan(0)
  }
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})
