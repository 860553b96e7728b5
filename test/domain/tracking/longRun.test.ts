import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { PersonId } from '../../../src/domain/ids'
import { createTracker, observeFaces, personsAt } from '../../../src/domain/tracking/tracker'
import { BUDGETS } from '../../budgets'
import { chance } from '../../support/seeded'
import { counting, HEAD, noiseSource, landmarksOfHead, type Head } from '../syntheticFace'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const FRAME = { width: 1280, height: 720 }
const FPS = 30
const MINUTES = 60
/** Visitors at most at a time; each has a place of their own. */
const PLACES = 4

interface Visitor {
  readonly place: number
  readonly fromS: number
  readonly untilS: number
}

/** Who is there when: each place is taken for 5…65 s and then free for 2…22 s, over and over. */
function visitors(seed: number): readonly Visitor[] {
  const luck = chance(seed)
  return Array.from({ length: PLACES }, (_, place) => {
    const visits: Visitor[] = []
    for (let fromS = luck.next() * 10; fromS < MINUTES * 60;) {
      const untilS = fromS + 5 + 60 * luck.next()
      visits.push({ place, fromS, untilS })
      fromS = untilS + 2 + 20 * luck.next()
    }
    return visits
  }).flat()
}

it('one hour at 30 frames a second with people coming and going: everybody once, nothing left behind', () => {
  const all = visitors(11)
  const noise = noiseSource(12)
  const newId = counting<PersonId>('p')
  const ids = new Set<string>()
  let state = createTracker()
  let largest = 0
  const heapMib: number[] = []
  let longestText = 0
  for (let frame = 0; frame < MINUTES * 60 * FPS; frame++) {
    const s = frame / FPS
    const present = all.filter(({ fromS, untilS }) => s >= fromS && s < untilS)
    const observations = present.map(({ place }) => {
      const head: Head = {
        ...HEAD,
        x: 160 + 320 * place + 20 * Math.sin(0.7 * s + place),
        y: 330 + 12 * Math.sin(0.9 * s + 2 * place),
        rollRad: 0.1 * Math.sin(0.5 * s + place),
      }
      return { landmarks: landmarksOfHead(head, noise, 0.004), score: 0.9 }
    })
    state = observeFaces(state, observations, FRAME, s * 1000, newId)
    largest = Math.max(largest, state.tracks.length)
    if (frame % FPS === 0) {
      const persons = personsAt(state, s * 1000)
      for (const { id } of persons) ids.add(id)
      expect(persons.length).toBeGreaterThanOrEqual(present.filter(({ fromS }) => s - fromS > 0.1).length)
    }
    if (frame % (FPS * 60) === FPS * 60 - 1) {
      collectGarbage()
      heapMib.push(process.memoryUsage().heapUsed / 2 ** 20)
      longestText = Math.max(longestText, JSON.stringify(state).length)
    }
  }
  expect(ids.size).toBe(all.filter(({ fromS }) => fromS < MINUTES * 60).length)
  expect(largest).toBeLessThanOrEqual(PLACES)
  // The whole state as text: it grows with who is there now, never with who was.
  expect(longestText).toBeLessThan(PLACES * BUDGETS.trackerStateCharacters)
  const [early, late] = [heapMib.slice(5, 15), heapMib.slice(-10)].map((part) => Math.min(...part))
  expect(late! - early!).toBeLessThan(BUDGETS.trackerHeapGrowthMib)
  // Everybody gone for two seconds: the state is as empty as at the start.
  const endMs = MINUTES * 60_000
  for (let afterMs = 33; afterMs < 2000; afterMs += 33)
    state = observeFaces(state, [], FRAME, endMs + afterMs, newId)
  expect(state.tracks).toEqual([])
}, 240_000)
