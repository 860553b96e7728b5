import { expect, test } from 'vitest'
import { finishBeforeQuit } from '../../../src/main/startup/atQuit'

/** Quits as the app does: asks its listener, and ends unless that says no. Until all of that is over it hears no other quit. */
function fakeApp() {
  let listener: (event: { preventDefault(): void }) => void = () => undefined
  let ended = 0
  let quitting = false
  return {
    on: (_event: 'will-quit', added: typeof listener) => (listener = added),
    quit() {
      if (quitting) return
      quitting = true
      let mayEnd = true
      listener({ preventDefault: () => (mayEnd = false) })
      // Promises that are settled run on before Electron goes on.
      setImmediate(() => {
        quitting = false
        if (mayEnd) ended++
      })
    },
    ended: () => ended,
  }
}

test.each([
  ['done', () => Promise.resolve()],
  ['failed', () => Promise.reject(new Error('no'))],
])('the app ends once, after its last work was %s', async (_how, end) => {
  const app = fakeApp()
  let works = 0
  let release: () => void = () => undefined
  const waiting = new Promise<void>((resolve) => (release = resolve))
  finishBeforeQuit(app, () => {
    works++
    return waiting.then(end)
  })
  app.quit()
  app.quit()
  await Promise.resolve()
  expect([works, app.ended()]).toEqual([1, 0])
  release()
  await expect.poll(() => app.ended()).toBe(1)
  expect(works).toBe(1)
})

test('the app ends, too, when there was nothing to wait for', async () => {
  const app = fakeApp()
  finishBeforeQuit(app, () => Promise.resolve())
  app.quit()
  await expect.poll(() => app.ended()).toBe(1)
})
