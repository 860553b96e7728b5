import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { writeAnswerFile, type Answer } from '../../../src/contracts/privacy/answerFile'
import { readRequestFile } from '../../../src/contracts/privacy/requestFile'
import { endOfDayMs, startOfDayMs } from '../../../src/domain/privacy/calendar/isoDay'
import type { TypedForm } from '../../../src/contracts/privacy/requestForm'
import { REQUEST_KINDS } from '../../../src/domain/privacy/request/kinds'
import { extendFile } from '../../../src/main/storage/journalFile'
import type { Vault } from '../../../src/main/storage/vault'
import { openVault, PASSPHRASE } from '../storage/vaultRig'
import { freshDirectory, testKeychain } from '../support'
import { DRAFT, filledForm, requestDesk, sha256 } from './requestDesk'

/** Friday; the Monday after it is a holiday. */
const START_MS = startOfDayMs('2026-11-20') + 10 * 3_600_000

const opened: Vault[] = []
afterEach(async () => {
  for (const vault of opened.splice(0)) await vault.close()
})

async function desk(directory = freshDirectory(), keychain = testKeychain()) {
  const { vault } = await openVault(directory, keychain)
  return over(vault, directory)
}
function over(vault: Vault, directory: string) {
  opened.push(vault)
  const clock = { nowMs: START_MS }
  return { vault, directory, clock, ...requestDesk(vault, directory, () => clock.nowMs) }
}
type Desk = Awaited<ReturnType<typeof desk>>

async function sealed(
  { call }: Pick<Desk, 'call'>,
  form: TypedForm = filledForm('correction'),
): Promise<string> {
  const reply = await call('request:seal', { draftId: DRAFT, form })
  if (!reply.ok || reply.value.kind !== 'sealed') throw new Error(JSON.stringify(reply))
  return reply.value.id
}
const viewOf = async ({ call }: Pick<Desk, 'call'>, id: string) => {
  const reply = await call('request:read', { id })
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value
}

describe.each(REQUEST_KINDS)('%s', (kind) => {
  test('goes from the form to a sealed request, to its letter in both languages and to its file', async () => {
    const here = await desk()
    await here.call('request:save-draft', { draftId: DRAFT, form: filledForm(kind) })
    const id = await sealed(here, filledForm(kind))
    expect(id).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const list = await here.call('request:list', {})
    expect(list).toMatchObject({
      value: { requests: [{ id, kind, stage: 'sealed', next: null }], drafts: [] },
    })
    expect(await viewOf(here, id)).toMatchObject({
      request: {
        policyVersion: '2021-01-01',
        policySha256: 'a'.repeat(64),
        feeYen: kind === 'disclosure' ? 300 : 0,
        writtenAtMs: START_MS,
      },
      steps: [{ kind: 'sealed', atMs: START_MS }],
      expected: null,
    })
    for (const language of ['ja', 'en'] as const) {
      await here.call('request:preview', { source: { kind: 'request', id }, language })
      const delivered = await here.call('request:letter', { id, language, as: 'save' })
      expect(delivered).toEqual({ ok: true, value: { name: `kazari-${id}.pdf` } })
    }
    expect(here.letters.map(({ number, language }) => `${number} ${language}`)).toEqual(
      ['ja', 'ja', 'en', 'en'].map((language) => `${id} ${language}`),
    )
    here.chooseSave('mine.json')
    expect(await here.call('request:file', { id })).toEqual({ ok: true, value: { name: 'mine.json' } })
    const file = readRequestFile(readFileSync(join(here.directory, 'mine.json'), 'utf8'), sha256)
    expect(file).toMatchObject({ ok: true, value: { request: { id, kind } } })
    // The letter's code is the file, word for word: desk and person compare the same text.
    const code = here.letters[0]?.code?.text ?? ''
    expect(readRequestFile(code, sha256)).toEqual(file)
  })
})

describe('faults', () => {
  const MEGABYTE = 'あ'.repeat(1024 * 1024)
  test.each<[string, Partial<TypedForm>, string]>([
    ['nothing chosen', { kind: null }, 'kind: needed'],
    ['a megabyte of text', { description: MEGABYTE }, 'description: too-long'],
    ['a megabyte in a name', { name: MEGABYTE }, 'name: too-long'],
    ['control characters', { description: 'a\u0000b' }, 'description: control-characters'],
    ['text turned around', { held: 'abc\u202edcba' }, 'held: control-characters'],
    ['a script in a name', { name: '<script>alert(1)</script>' }, 'name: markup'],
    ['a picture as a paper', { evidence: ['passport.jpg'] }, 'evidence: file-name'],
    ['a picture in words', { description: 'data:image/png;base64,AAAA' }, 'description: encoded-data'],
    ['points of a face', { description: '1.5, '.repeat(82) }, 'description: number-list'],
  ])('%s is said in its place, and nothing is kept', async (_what, change, fault) => {
    const here = await desk()
    const form = filledForm('correction', change)
    const reply = await here.call('request:seal', { draftId: DRAFT, form })
    if (!reply.ok || reply.value.kind !== 'faults') throw new Error('no faults')
    expect(reply.value.faults.map(({ field, code }) => `${field}: ${code}`)).toEqual([fault])
    expect(here.vault.book('personal').count()).toBe(0)
    // A sample of it can be shown all the same, and shows no more than fits.
    const shown = await here.call('request:preview', { source: { kind: 'form', form }, language: 'ja' })
    expect(shown.ok).toBe(form.kind !== null)
    expect(JSON.stringify(here.letters).length).toBeLessThan(12_000)
  })

  test('a formula stays the text it is, in the letter and in the file', async () => {
    const here = await desk()
    const formula = "=HYPERLINK('http://x')"
    const id = await sealed(here, filledForm('correction', { description: formula, name: '=1+1' }))
    here.chooseSave('a.json')
    await here.call('request:file', { id })
    const file = readRequestFile(readFileSync(join(here.directory, 'a.json'), 'utf8'), sha256)
    expect(file).toMatchObject({
      value: { request: { description: formula, requester: { party: { name: '=1+1' } } } },
    })
  })

  test('a request that is not here is unknown to every call', async () => {
    const { call } = await desk()
    const id = 'R-0000-0000'
    const unknown = { ok: false, error: { code: 'request-unknown' } }
    expect(await call('request:read', { id })).toEqual(unknown)
    expect(await call('request:file', { id })).toEqual(unknown)
    expect(await call('request:letter', { id, language: 'ja', as: 'save' })).toEqual(unknown)
    expect(await call('request:preview', { source: { kind: 'request', id }, language: 'ja' })).toEqual(
      unknown,
    )
    expect(await call('request:hand-over', { id, by: 'mailed' })).toEqual(unknown)
    expect(await call('request:withdraw', { id, why: 'x' })).toEqual(unknown)
    expect(await call('request:read-draft', { draftId: DRAFT })).toEqual(unknown)
  })

  test('requests of the desk’s book are none of the person’s', async () => {
    const here = await desk()
    await sealed(here)
    const entries = await here.vault.book('personal').read(0, 10)
    if (!entries.ok) throw new Error('unreadable')
    const other = await desk()
    for (const { kind, payload } of entries.value) {
      if (kind !== 'request' && kind !== 'transition') continue
      await other.vault.book('desk').append({ kind, payload })
    }
    await other.vault.refresh()
    expect(await other.call('request:list', {})).toEqual({ ok: true, value: { requests: [], drafts: [] } })
  })
})

describe('drafts', () => {
  test('are sealed under the passphrase, and are there again after a restart', async () => {
    const directory = freshDirectory()
    const first = await desk(directory, testKeychain(false))
    expect(await first.vault.protect(PASSPHRASE)).toEqual({ ok: true })
    const form = filledForm('disclosure', { description: '書きかけ\u0007' })
    expect(await first.call('request:save-draft', { draftId: DRAFT, form })).toMatchObject({ ok: true })
    const id = await sealed(first, filledForm('deletion'))
    expect(await first.call('request:save-draft', { draftId: DRAFT, form })).toMatchObject({ ok: true })
    await first.vault.close()
    const bytes = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    const secret = Buffer.from('書きかけ').toString('latin1')
    expect(bytes.join().includes(secret) || bytes.join().includes(id)).toBe(false)

    const { vault } = await openVault(directory, testKeychain(false))
    const second = over(vault, directory)
    expect(await second.call('request:list', {})).toEqual({ ok: true, value: { requests: [], drafts: [] } })
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect(await second.call('request:list', {})).toMatchObject({
      value: { requests: [{ id }], drafts: [{ draftId: DRAFT, kind: 'disclosure', savedAtMs: START_MS }] },
    })
    expect(await second.call('request:read-draft', { draftId: DRAFT })).toMatchObject({ value: { form } })
    await vault.close()
  })

  test('are deleted when they are asked to be', async () => {
    const { call } = await desk()
    await call('request:save-draft', { draftId: DRAFT, form: filledForm('complaint') })
    expect(await call('request:delete-draft', { draftId: DRAFT })).toEqual({ ok: true, value: {} })
    expect(await call('request:list', {})).toMatchObject({ value: { drafts: [] } })
  })

  test('that are far too long are refused, and the one before stays', async () => {
    const { call } = await desk()
    await call('request:save-draft', {
      draftId: DRAFT,
      form: filledForm('complaint', { description: 'first' }),
    })
    const long = filledForm('complaint', { description: 'x'.repeat(1024 * 1024) })
    const refused = { ok: false, error: { code: 'request-draft-too-long' } }
    expect(await call('request:save-draft', { draftId: DRAFT, form: long })).toEqual(refused)
    const kept = await call('request:read-draft', { draftId: DRAFT })
    expect(kept).toMatchObject({ value: { form: { description: 'first' } } })
  })

  test('have room for sixty-four', async () => {
    const { call } = await desk()
    const form = filledForm('complaint')
    for (let index = 0; index < 64; index++) {
      const draftId = `D-0000-${String(index).padStart(4, '0')}`
      expect((await call('request:save-draft', { draftId, form })).ok).toBe(true)
    }
    expect(await call('request:save-draft', { draftId: DRAFT, form })).toEqual({
      ok: false,
      error: { code: 'request-too-many-drafts' },
    })
  })
})

describe('after sealing', () => {
  test('dates are counted from handing over, and only once', async () => {
    const here = await desk()
    const id = await sealed(here)
    const handed = await here.call('request:hand-over', { id, by: 'mailed' })
    expect(handed).toMatchObject({
      value: {
        stage: 'handed-over',
        mayHandOver: false,
        next: { kind: 'acknowledge', dueAtMs: endOfDayMs('2026-11-26'), status: 'running' },
        expected: {
          fromMs: START_MS,
          terms: [{ kind: 'acknowledge' }, { kind: 'decide', dueAtMs: endOfDayMs('2026-12-04') }],
        },
      },
    })
    expect(await here.call('request:hand-over', { id, by: 'printed' })).toEqual({
      ok: false,
      error: { code: 'request-not-now' },
    })
    here.clock.nowMs = startOfDayMs('2026-11-27')
    expect((await viewOf(here, id)).next).toMatchObject({ kind: 'acknowledge', status: 'overdue' })
  })

  test('a request can be taken back with a reason, once, and then nothing is expected', async () => {
    const here = await desk()
    const id = await sealed(here)
    await here.call('request:hand-over', { id, by: 'exported' })
    expect(await here.call('request:withdraw', { id, why: '\u0000' })).toEqual({
      ok: false,
      error: { code: 'request-reason' },
    })
    const taken = await here.call('request:withdraw', { id, why: '解決しました。' })
    expect(taken).toMatchObject({
      value: { stage: 'withdrawn', next: null, expected: null, mayWithdraw: false },
    })
    expect(await here.call('request:withdraw', { id, why: 'again' })).toMatchObject({ ok: false })
  })

  test('a disk that is full keeps the form in hand: nothing is sealed, and the draft stays', async () => {
    const directory = freshDirectory()
    let isFull = false
    const extend: typeof extendFile = (...of) =>
      isFull ? Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) : extendFile(...of)
    const { vault } = await openVault(directory, testKeychain(), { steps: { journal: { extend } } })
    const { call } = over(vault, directory)
    isFull = true
    const form = filledForm('erasure')
    await call('request:save-draft', { draftId: DRAFT, form })
    expect(await call('request:seal', { draftId: DRAFT, form })).toEqual({
      ok: false,
      error: { code: 'disk-full' },
    })
    expect(await call('request:list', {})).toMatchObject({
      value: { requests: [], drafts: [{ draftId: DRAFT }] },
    })
  })
})

describe('the desk’s answer', () => {
  async function asked() {
    const here = await desk()
    const id = await sealed(here)
    await here.call('request:hand-over', { id, by: 'mailed' })
    const { sha256: requestSha256 } = await viewOf(here, id)
    const path = join(here.directory, 'answer.json')
    const answer: Answer = {
      requestId: id,
      requestSha256,
      stages: [{ stage: 'received', atMs: START_MS + 1000, text: '受け取りました。' }],
      nextDueAtMs: endOfDayMs('2026-12-04'),
      writtenAtMs: START_MS + 2000,
    }
    const bring = (text: string) => {
      writeFileSync(path, text)
      here.chooseAnswer(path)
      return here.call('request:import-answer', {})
    }
    const textOf = (change: Partial<Answer> = {}) => {
      const text = writeAnswerFile({ ...answer, ...change }, sha256)
      if (!text.ok) throw new Error(text.error.code)
      return text.value
    }
    return { ...here, id, answer, bring, textOf, path }
  }
  const refused = (code: string) => ({ ok: false, error: { code } })

  test('becomes part of the story, and still is after the book was read again', async () => {
    const here = await asked()
    expect(await here.bring(here.textOf())).toEqual({ ok: true, value: { id: here.id } })
    await here.vault.refresh()
    const view = await viewOf(here, here.id)
    expect(view.stage).toBe('received')
    expect(view.steps.map(({ kind }) => kind)).toEqual(['sealed', 'handed-over', 'answered'])
    expect(view.steps[2]).toMatchObject({ stage: 'received', text: '受け取りました。' })
    expect(view.expected?.terms[0]).toMatchObject({ kind: 'acknowledge', status: 'done' })
  })

  test('is refused when it is older than what is known, edited, of another version, or for somebody else', async () => {
    const here = await asked()
    const text = here.textOf()
    await here.bring(text)
    const count = here.vault.book('personal').count()
    expect(await here.bring(text)).toEqual(refused('request-answer-older'))
    expect(await here.bring(here.textOf({ writtenAtMs: START_MS }))).toEqual(refused('request-answer-older'))
    const newer = here.textOf({ writtenAtMs: START_MS + 9000 })
    expect(await here.bring(newer.replace('received', 'refused'))).toEqual(refused('request-answer-edited'))
    expect(await here.bring(newer.replace('answer-1', 'answer-2'))).toEqual(refused('request-answer-version'))
    expect(await here.bring(here.textOf({ requestId: 'R-0000-0000' }))).toEqual(
      refused('request-answer-other'),
    )
    expect(await here.bring(here.textOf({ requestSha256: 'd'.repeat(64) }))).toEqual(
      refused('request-answer-other'),
    )
    expect(await here.bring('x'.repeat(1024 * 1024))).toEqual(refused('request-answer-unreadable'))
    expect(await here.bring('{}')).toEqual(refused('request-answer-unreadable'))
    writeFileSync(here.path, Buffer.from([0xff, 0xfe, 0x00]))
    expect(await here.call('request:import-answer', {})).toEqual(refused('request-answer-unreadable'))
    expect(here.vault.book('personal').count()).toBe(count)
  })

  test('is not there: a folder, nothing at all, or a change of mind', async () => {
    const here = await asked()
    mkdirSync(join(here.directory, 'folder'))
    for (const name of ['folder', 'nothing.json']) {
      here.chooseAnswer(join(here.directory, name))
      expect(await here.call('request:import-answer', {})).toEqual(refused('file-unreadable'))
    }
    here.chooseAnswer(null)
    expect(await here.call('request:import-answer', {})).toEqual(refused('cancelled'))
    expect(existsSync(here.path)).toBe(false)
  })
})
