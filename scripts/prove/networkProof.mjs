import { isRoot } from '../lib/project.mjs'
import { say } from '../lib/say.mjs'
import { NETWORK_CONTROLS, judgeControl } from './controls.mjs'
import { networkNamespace } from './hostConditions.mjs'
import { NotHere, prepare } from './prepare.mjs'
import { placesOf, planRun, runPlan, structureOf } from './runs.mjs'

/**
 * The whole tour in a network namespace whose one interface leads nowhere, and under strace: nothing could leave, and
 * nothing may have tried. The controls try on purpose, in the bare app.
 */
export async function proveNetwork(options) {
  const startedAt = Date.now()
  const proof = await prepare(options)
  const { host, evidence, user, media, target } = proof
  try {
    if (host.traceObstacle !== null) throw new NotHere(`nothing can be proven here: ${host.traceObstacle}`)
    const isolated = host.networkObstacle === null
    if (!isolated)
      say(`without a network namespace (${host.networkObstacle}): the tour is watched, not walled in`)
    const places = placesOf(evidence.room('home'))
    const start = { places, media, evidence, target, display: proof.display, user }
    const runs = [
      {
        name: 'controls',
        scenario: 'leaks',
        confined: false,
        walls: NETWORK_CONTROLS.walls,
        leaks: NETWORK_CONTROLS.leaks.map(({ kind }) => kind),
      },
      ...(target.launcher
        ? [
            {
              name: 'confined controls',
              scenario: 'leaks',
              confined: true,
              stopped: true,
              walls: NETWORK_CONTROLS.walls,
              leaks: NETWORK_CONTROLS.leaks.map(({ kind }) => kind),
            },
          ]
        : []),
      // The last one: it keeps its records with a passphrase, and a next start would ask for it.
      // A filter of the launcher refuses the socket before a fast trace sees it: this one is slow and sees all.
      { name: 'tour', scenario: 'session', confined: true, stopped: target.launcher },
    ].map((run) => planRun({ ...run, ...start }))
    say(`the tour and the controls, on ${target.name}`)
    const records = await runPlan(runs, {
      evidence,
      image: null,
      home: places.home,
      prefix: isolated ? networkNamespace() : [],
    })
    const structure = []
    for (const [at, record] of records.entries())
      structure.push(await structureOf(runs[at], record, { places, disk: [] }))
    const of = (name) => {
      const at = records.findIndex((record) => record.name === name)
      return at < 0 ? null : { record: records[at], structure: structure[at] }
    }
    const controls = of('controls')
    return {
      proof: 'network',
      date: new Date(startedAt).toISOString(),
      seconds: Math.round((Date.now() - startedAt) / 1000),
      target,
      host,
      isolated,
      user: user?.name ?? (isRoot() ? 'root' : 'the person who started the proof'),
      tour: of('tour'),
      confined: of('confined controls'),
      controls: [
        {
          group: 'open network',
          error: controls?.record.error ?? null,
          attempts: controls?.record.leaks ?? [],
          results: controls
            ? NETWORK_CONTROLS.leaks.map((leak) =>
                judgeControl(leak, { structure: controls.structure, content: null }),
              )
            : [],
        },
      ],
    }
  } finally {
    if (options.keep) say(`everything is kept in ${evidence.directory}`)
    else evidence.close()
  }
}
