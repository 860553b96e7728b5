import { inProject } from './project.mjs'

/** How long a download server may stay silent before it counts as unreachable. */
const SILENCE_MS = 20_000

/** Environment under which an upstream's Node installer, and what it starts, gives up on a silent server. */
export function impatientEnvironment() {
  const preload = inProject('scripts/lib/limitSilence.cjs').replaceAll('\\', '/')
  const options = [process.env.NODE_OPTIONS, `--require "${preload}"`].filter(Boolean).join(' ')
  return { KAZARI_SILENCE_MS: String(SILENCE_MS), NODE_OPTIONS: options }
}

/** Whether an installer's output says that its server could not be reached. */
export const saysUnreachable = (text) =>
  /fetch failed|KAZARI_SILENCE|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENETUNREACH/.test(
    text,
  )
