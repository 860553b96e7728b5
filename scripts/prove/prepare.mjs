import { isRoot, projectRoot } from '../lib/project.mjs'
import { Refusal, say } from '../lib/say.mjs'
import { hostConditions } from './hostConditions.mjs'
import { makeMedia } from './media.mjs'
import { findTarget } from './target.mjs'
import { mayRead, openEvidence, ordinaryUser } from './workplace.mjs'

/** A proof that cannot run on this computer at all: no failure of the app, and no proof either. */
export class NotHere extends Refusal {}

/** Everything that a proof needs before the app is started for the first time. */
export async function prepare({ appDirectory, display }) {
  if (process.platform !== 'linux')
    throw new NotHere('this proof traces system calls and mounts disk images: it runs on Linux only')
  const host = await hostConditions()
  const target = await findTarget(appDirectory)
  const found = await ordinaryUser()
  const user = found && (await mayRead(found, [process.execPath, projectRoot, ...target.bare])) ? found : null
  if (isRoot() && user === null)
    say('an ordinary user cannot read this checkout: the app runs as root and without Chromium’s sandbox')
  const evidence = openEvidence(user)
  return { host, target, user, evidence, display, media: await makeMedia(evidence) }
}
