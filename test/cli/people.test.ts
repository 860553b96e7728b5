import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AnnotatedFace } from '../../src/cli/annotations'
import { readPeople } from '../../src/cli/fairness/people'

/** All points at the nose, but for the outer corners of the eyes, 40 pixels apart. */
const faceAt = (x: number): AnnotatedFace =>
  Array.from({ length: 41 }, (_, index) => ({ x: index === 9 ? x - 20 : index === 18 ? x + 20 : x, y: 50 }))

describe('what is known of the people in a picture', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'people-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  async function factsOf(entries: readonly object[], faces = [faceAt(100), faceAt(200)]) {
    const list = join(folder, 'people.json')
    writeFileSync(list, JSON.stringify(entries.map((entry) => ({ img: 'photo.jpg', sex: 'man', ...entry }))))
    return (await readPeople(list))(join(folder, 'photo.jpg'), faces)
  }
  const agesOf = async (born: number) => (await factsOf([{ born, taken: 1927 }]))[0]!.age

  test('goes to the face whose nose is meant', async () => {
    const [first, second] = await factsOf([
      { at: [205, 55], sex: 'woman', glasses: true },
      { at: [100, 50], beard: true },
    ])
    expect(first).toEqual({ sex: 'man', age: null, glasses: null, beard: true })
    expect(second).toEqual({ sex: 'woman', age: null, glasses: true, beard: null })
  })

  test('an age that hangs on the birthday is not guessed', async () => {
    expect(await agesOf(1888)).toBe('under forty')
    expect(await agesOf(1887)).toBeNull()
    expect(await agesOf(1886)).toBe('forty to fifty-nine')
    expect(await agesOf(1867)).toBeNull()
    expect(await agesOf(1866)).toBe('sixty and over')
  })

  test('nobody is left out, none is two people, none is meant who is not there', async () => {
    await expect(factsOf([{ at: [100, 50] }])).rejects.toThrow('nothing is said')
    await expect(factsOf([{ at: [100, 50] }, {}])).rejects.toThrow('two people')
    await expect(factsOf([{ at: [150, 50] }])).rejects.toThrow('0 faces')
  })
})
