import { createSession } from './session.mjs'

/**
 * What is done with one start of the app. Each gets { app, run, record, step, pause, notePids, noteLandmarks } and leaves an app
 * that has ended or is ending.
 */
export const SCENARIOS = {
  /** The whole scripted session, to a regular end. */
  async session(context) {
    const session = sessionOf(context)
    for (const name of session.everything) {
      await context.step(name, session.steps[name])
      if (session.untilFace.includes(name)) await context.notePids()
      if (/camera on|import a photo/.test(name)) await context.noteLandmarks()
    }
    await quit(context)
  },

  /** Vision is killed, then the page: each time the picture comes back by itself. */
  async crashes(context) {
    const { app, step } = context
    const session = await untilFace(context)
    await step('kill vision (SIGKILL)', () => app.ask({ do: 'crash', process: 'vision' }))
    await context.pause(1_500)
    await step('wait for a face again', session.waitForFace)
    await context.notePids()
    await step('crash the page', () => app.ask({ do: 'crash', process: 'renderer' }))
    await context.pause(1_500)
    await step('wait for a face again', session.waitForFace)
    await context.notePids()
    await context.noteLandmarks()
    await quit(context)
  },

  async 'gpu-crash'(context) {
    const { app, step } = context
    const session = await untilFace(context)
    await step('crash the graphics process (SIGSEGV)', () => app.ask({ do: 'crash', process: 'gpu' }))
    await context.pause(3_000)
    await step('wait for a face again', session.waitForFace)
    await quit(context)
  },

  async 'main-crash'(context) {
    const { app, step } = context
    await untilFace(context)
    // It answers nothing: it is gone.
    await step('crash main', () =>
      Promise.race([app.ask({ do: 'crash', process: 'main' }).catch(() => null), app.ended]),
    )
  },

  async 'main-killed'(context) {
    const { app, step, record } = context
    await untilFace(context)
    const main = record.pids.find(({ type }) => type === 'Browser')
    await step('kill main (SIGKILL)', async () => {
      process.kill(main.pid, 'SIGKILL')
      await app.ended
    })
  },

  async memory(context) {
    const { app, run, step, record } = context
    await untilFace(context)
    record.notes.push(
      await step(`hold ${run.megabytes} MB of camera pictures`, () =>
        app.ask({ do: 'fill-memory', megabytes: run.megabytes, withinMs: 120_000 }),
      ),
    )
    await context.pause(5_000)
    await quit(context)
  },

  /** Breaks the guarantee in the ways that the run names, one after another. */
  async leaks(context) {
    const { app, run, step, record } = context
    await untilFace(context)
    const leaked = []
    for (const kind of run.leaks)
      await step(`leak: ${kind}`, async () => {
        const { points, ...told } = await app.ask({ do: 'leak', kind })
        if (points) leaked.push({ points })
        record.leaks.push(told)
      })
    // The search looks for a sample of all points that were seen: what was leaked must be in it.
    if (leaked.length > 0) record.landmarks = [{ from: 'page', faces: leaked }]
    if (run.crashes)
      for (const process of run.crashes) {
        await step(`crash: ${process}`, () => app.ask({ do: 'crash', process }))
        await context.pause(3_000)
      }
    await quit(context)
  },
}

const sessionOf = ({ app, run }) =>
  createSession(app, { photo: run.photo, chosen: run.chosen, cameraSeconds: run.cameraSeconds })

async function untilFace(context) {
  const session = sessionOf(context)
  for (const name of session.untilFace) await context.step(name, session.steps[name])
  await context.notePids()
  await context.pause(1_000 * Math.min(2, context.run.cameraSeconds))
  await context.noteLandmarks()
  return session
}

async function quit({ app, run, step, record }) {
  // A page that was crashed on purpose a moment ago is not asked: the facts are of the session's own runs.
  if (!run.crashes?.length) record.facts = await step('ask for the facts', () => app.ask({ do: 'facts' }))
  await step('quit', async () => {
    await app.ask({ do: 'quit' })
    await app.ended
  })
}
