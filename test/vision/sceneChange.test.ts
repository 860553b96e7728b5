import { describe, expect, test } from 'vitest'
import { contains } from '../../src/vision/pipeline/sampler'
import { createSceneWatch } from '../../src/vision/pipeline/sceneChange'
import { painted } from '../support/visionRig'

const ROOM = '#8a8378'
/** A person of the given head's place: head, and a body under it. */
const room = (people: readonly { x: number; y: number }[], light = 1) =>
  painted(640, 480, (context) => {
    context.fillStyle = ROOM
    context.fillRect(0, 0, 640, 480)
    context.fillStyle = '#3a5a40'
    context.fillRect(40, 60, 120, 200)
    for (const { x, y } of people) {
      context.fillStyle = '#20242c'
      context.fillRect(x - 60, y + 60, 120, 400)
      context.fillStyle = '#d9a27e'
      context.fillRect(x - 40, y - 50, 80, 100)
    }
    context.fillStyle = `rgba(0, 0, 0, ${1 - light})`
    context.fillRect(0, 0, 640, 480)
  })
const headAt = (x: number, y: number) => ({ x: x - 40, y: y - 50, width: 80, height: 100 })

describe('what moves in front of the camera', () => {
  test('somebody who comes in beside a followed face is a reason to search, who is followed already is none', () => {
    const watch = createSceneWatch()
    watch.likeness(room([{ x: 320, y: 200 }]))
    expect(watch.changedBeside([headAt(320, 200)])).not.toBeNull()
    watch.searched()
    watch.likeness(room([{ x: 340, y: 190 }]))
    expect(watch.changedBeside([headAt(340, 190)])).toBeNull()
    const two = [
      { x: 340, y: 190 },
      { x: 590, y: 220 },
    ]
    watch.likeness(room(two))
    const place = watch.changedBeside([headAt(340, 190)])!
    expect(contains(place, headAt(590, 220))).toBe(true)
    expect(place.x).toBeGreaterThan(420)
    watch.searched()
    expect(watch.changedBeside([headAt(340, 190)])).toBeNull()
  })

  test('a lamp that is turned down is no movement and no cut, another room is a cut', () => {
    const watch = createSceneWatch()
    watch.likeness(room([{ x: 320, y: 200 }]))
    watch.searched()
    expect(watch.likeness(room([{ x: 320, y: 200 }], 0.8))).toBeGreaterThan(0.9)
    const other = painted(640, 480, (context) => {
      context.fillStyle = '#101418'
      context.fillRect(0, 0, 640, 480)
      context.fillStyle = '#f0e6d0'
      context.fillRect(420, 0, 220, 260)
    })
    expect(watch.likeness(other)).toBeLessThan(0.5)
  })
})
