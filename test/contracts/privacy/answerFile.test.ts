import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readAnswerFile, writeAnswerFile, type Answer } from '../../../src/contracts/privacy/answerFile'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const read = (text: string) => readAnswerFile(text, sha256)

const answer: Answer = {
  requestId: 'R-7Q4M-20K9',
  requestSha256: 'b'.repeat(64),
  stages: [
    { stage: 'received', atMs: Date.UTC(2026, 10, 20), text: '' },
    {
      stage: 'refused',
      atMs: Date.UTC(2026, 10, 22),
      text: '理由: 記録がほかの方のものでした。\nSee letter 12.',
    },
  ],
  nextDueAtMs: null,
  writtenAtMs: Date.UTC(2026, 10, 22, 1),
}
function written(change: Partial<Answer> = {}): string {
  const text = writeAnswerFile({ ...answer, ...change }, sha256)
  if (!text.ok) throw new Error(text.error.code)
  return text.value
}
/** The file somebody makes who knows how sums are made. */
const resummed = (body: object) =>
  JSON.stringify({ format: 'kazari-answer-1', ...body, sha256: sha256(JSON.stringify(body)) })
const saying = (text: string) => [{ stage: 'received' as const, atMs: 1, text }]

test('what is written can be read, with a date to come and without', () => {
  expect(read(written())).toEqual({ ok: true, value: answer })
  const coming = { ...answer, nextDueAtMs: Date.UTC(2026, 11, 4) }
  expect(read(written(coming))).toEqual({ ok: true, value: coming })
})

test('accents and line ends are brought into one spelling before the sum is made', () => {
  const text = written({ stages: saying(' Re\u0301ponse\r\n') })
  expect(read(text)).toMatchObject({ ok: true, value: { stages: [{ text: 'Réponse' }] } })
})

describe('refused', () => {
  const text = written()

  test('is a file in which anything was changed', () => {
    for (let at = 0; at < text.length - 1; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      expect(read(changed).ok, changed).toBe(false)
    }
    expect(read(text.replace('"refused"', '"fulfilled"'))).toEqual({ ok: false, error: { code: 'edited' } })
  })

  test.each([
    ['a megabyte', 'x'.repeat(1024 * 1024), 'too-large'],
    ['no JSON', '{', 'not-an-answer'],
    ['nothing', '', 'not-an-answer'],
    ['a request', '{"format":"kazari-request-1"}', 'not-an-answer'],
    ['a file of another version', text.replace('answer-1', 'answer-2'), 'other-version'],
    ['one field more', resummed({ ...answer, photo: 'x' }), 'not-an-answer'],
    [
      'a stage nobody knows',
      resummed({ ...answer, stages: [{ stage: 'lost', atMs: 1, text: '' }] }),
      'not-an-answer',
    ],
    ['control characters, summed anew', resummed({ ...answer, stages: saying('\u001b[2J') }), 'text'],
    ['points of a face, summed anew', resummed({ ...answer, stages: saying('1.5, '.repeat(82)) }), 'text'],
    ['text in another spelling, summed anew', resummed({ ...answer, stages: saying(' padded ') }), 'text'],
  ])('is %s', (_what, fileText, code) => {
    expect(read(fileText)).toMatchObject({ ok: false, error: { code } })
  })

  test('is, before it is written, a text that could not be read and an answer without end', () => {
    const write = (change: Partial<Answer>) => writeAnswerFile({ ...answer, ...change }, sha256)
    expect(write({ stages: saying('\u0000') })).toEqual({ ok: false, error: { code: 'text' } })
    const many = Array.from({ length: 20 }, () => ({
      stage: 'verifying' as const,
      atMs: 1,
      text: 'あ'.repeat(2000),
    }))
    expect(write({ stages: many })).toEqual({ ok: false, error: { code: 'too-large' } })
  })
})
