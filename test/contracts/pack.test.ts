import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPack } from '../../src/contracts/pack'

test('the starter pack is accepted', () => {
  const text = readFileSync(new URL('../../resources/stickers/starter/pack.json', import.meta.url), 'utf8')
  expect(readPack(JSON.parse(text))).toMatchObject({ ok: true })
})
