import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readRequestFile, writeRequestFile } from '../../../src/contracts/privacy/requestFile'
import { REQUEST_KINDS } from '../../../src/domain/privacy/request/kinds'
import type { Request } from '../../../src/domain/privacy/request/request'
import { draftOf } from '../../domain/privacy/request/requests'
import { validateRequest } from '../../../src/domain/privacy/request/validateRequest'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const read = (text: string) => readRequestFile(text, sha256)

function requestOf(kind: Request['kind']): Request {
  const request = validateRequest(draftOf(kind))
  if (!request.ok) throw new Error(JSON.stringify(request.error))
  return request.value
}
/** The file somebody makes who knows how sums are made. */
const resummed = (request: object) =>
  JSON.stringify({ format: 'kazari-request-1', request, sha256: sha256(JSON.stringify(request)) })

test.each(REQUEST_KINDS)('%s: what is written can be read', (kind) => {
  const request = requestOf(kind)
  const file = writeRequestFile(request, sha256)
  expect(read(file.text)).toEqual({ ok: true, value: { request, sha256: file.sha256 } })
})

describe('refused', () => {
  const request = requestOf('correction')
  const { text } = writeRequestFile(request, sha256)

  test('is a file in which anything was changed', () => {
    for (let at = 0; at < text.length - 1; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      expect(read(changed).ok).toBe(false)
    }
    expect(read(text.replace('大橋2', '大橋3'))).toEqual({ ok: false, error: { code: 'edited' } })
  })

  test.each([
    ['a megabyte', 'x'.repeat(1024 * 1024), 'too-large'],
    ['no JSON', '{', 'not-a-request'],
    ['other JSON', '[]', 'not-a-request'],
    ['nothing', '', 'not-a-request'],
    ['a file of another version', text.replace('request-1', 'request-2'), 'other-version'],
    ['one field more', resummed({ ...request, photo: 'x' }), 'not-a-request'],
    ['points of a face', resummed({ ...request, evidence: [1, 2, 3] }), 'not-a-request'],
    ['a script in a name, summed anew', resummed(named('<script>')), 'faults'],
    ['text no form writes, summed anew', resummed({ ...request, description: ' padded ' }), 'edited'],
  ])('is %s', (_what, fileText, code) => {
    expect(read(fileText)).toMatchObject({ ok: false, error: { code } })
  })

  function named(name: string): Request {
    return { ...request, requester: { kind: 'self', party: { ...request.requester.party, name } } }
  }
})
