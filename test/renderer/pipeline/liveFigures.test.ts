import { describe, expect, it } from 'vitest'
import { FULL_QUALITY, gaveWay } from '../../../src/domain/live/liveQuality'
import { createLiveFigures, type MeasuredFigures } from '../../../src/renderer/pipeline/liveFigures'

/** A camera of 30 fps whose frames are answered after `latencyMs` and painted at the next of 60 paints a second. */
function play(seconds: number, { latencyMs = 20, inferenceMs = 10, paintEveryMs = 1000 / 60 } = {}) {
  const figures = createLiveFigures()
  let last: MeasuredFigures | null = null
  let newestMs = -Infinity
  let [frame, paint, look] = [0, 0, 0]
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs++) {
    if (nowMs >= (frame * 1000) / 30 + latencyMs) {
      newestMs = (frame * 1000) / 30
      frame++
      figures.noteCounts(frame, nowMs)
      figures.noteAnswer({ atMs: nowMs, latencyMs, inferenceMs }, { scene: 0.05, face: 0.1 })
    }
    if (nowMs >= paint * paintEveryMs) {
      paint++
      figures.notePaint(nowMs, newestMs)
    }
    if (nowMs >= look * 250) {
      look++
      last = figures.look(nowMs, null)
    }
  }
  return { figures, last: last!, seconds }
}

describe('the figures of the live picture', () => {
  it('count frames and paints a second, and time each frame once, at its first paint', () => {
    const { last } = play(6)
    expect(last.cameraFps).toBe(30)
    expect(last.trackingFps).toBeGreaterThanOrEqual(29)
    expect(last.paintFps).toBeGreaterThanOrEqual(59)
    expect(last.latencyMs).toBe(20)
    expect(last.paintP50Ms).toBeGreaterThanOrEqual(20)
    expect(last.paintP95Ms).toBeLessThanOrEqual(20 + 18)
    expect(last.quality).toEqual(FULL_QUALITY)
  })

  it('a stage that stutters gives less work to vision, and the light is told', () => {
    const { last } = play(4, { paintEveryMs: 55 })
    expect(gaveWay(last.quality)).toContain('rate')
    expect(last.hint).toBe('dark')
  })

  it('keep the latency when the camera has stopped, and nothing else', () => {
    const { figures, last } = play(4, { paintEveryMs: 55 })
    figures.restart()
    const after = figures.look(60_000, null)
    expect(after).toMatchObject({
      cameraFps: 0,
      trackingFps: 0,
      paintFps: 0,
      hint: null,
      quality: FULL_QUALITY,
    })
    expect([after.paintP50Ms, after.paintP95Ms]).toEqual([last.paintP50Ms, last.paintP95Ms])
  })

  it('have no latency before anybody was painted', () => {
    expect(createLiveFigures().look(0, null)).toMatchObject({ paintP50Ms: null, paintP95Ms: null })
  })
})
