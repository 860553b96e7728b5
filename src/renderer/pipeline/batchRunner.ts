import type { BatchJob, BatchOutcome } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { itemId, personId } from '../../domain/ids'
import { err, type Result } from '../../domain/result'
import { applyCommand } from '../../domain/scene/commands'
import { EMPTY_SCENE, type Scene } from '../../domain/scene/scene'
import { personsOfStill } from '../../domain/tracking/stillPersons'
import { call } from '../platform/bridge'
import { starterPack } from '../stage/pack'
import { renderPicture } from '../stage/renderPicture'
import { decodePicture } from './decodePicture'
import { createStillFinder, type StillFinder } from './stillFinder'

/** As in Settings when nobody has chosen: files made without a window look like files made with one. */
const JPEG_QUALITY = 0.92

/** The look on everyone, or why it cannot be worn. */
function sceneOfLook(look: string): Result<Scene, WireError> {
  const decorations = starterPack.wearable(look)
  if (decorations.length === 0) return err({ code: 'not-available', params: { look } })
  let items = 0
  const newId = () => itemId(`item-${++items}`)
  const worn = applyCommand(
    EMPTY_SCENE,
    { kind: 'wear', decorations, target: { kind: 'everyone' }, mode: 'replace' },
    newId,
  )
  return worn.ok ? worn : err({ code: 'internal' })
}

async function decorate(job: BatchJob, finder: StillFinder): Promise<BatchOutcome> {
  const failed = (error: WireError): BatchOutcome => ({ kind: 'failed', id: job.id, error })
  const scene = sceneOfLook(job.look)
  if (!scene.ok) return failed(scene.error)
  const picture = await decodePicture(job.picture)
  if (!picture.ok) return failed(picture.error)
  const bitmap = picture.value
  try {
    const found = await finder.find(bitmap)
    if (!found.ok) return failed(found.error)
    let count = 0
    const persons = personsOfStill(found.value, () => personId(`person-${++count}`))
    const size = { width: bitmap.width, height: bitmap.height }
    const file = await renderPicture(bitmap, size, scene.value, persons, job.format, JPEG_QUALITY)
    if (!file.ok) return failed(file.error)
    return { kind: 'picture', id: job.id, faces: persons.length, bytes: file.value }
  } finally {
    bitmap.close()
  }
}

/** Decorates every picture that main hands out, one by one, until none is left. A picture that fails does not stop the rest. */
export async function runBatch(finder: StillFinder = createStillFinder()): Promise<void> {
  for (;;) {
    const next = await call('batch:next', {})
    // Main ends the run: without it there is nobody to tell.
    if (!next.ok || next.value.job === null) break
    const { job } = next.value
    const outcome = await decorate(job, finder).catch((reason: unknown): BatchOutcome => {
      console.error('a batch picture failed', reason)
      return { kind: 'failed', id: job.id, error: { code: 'internal', params: { name: job.picture.name } } }
    })
    await call('batch:deliver', outcome)
  }
  finder.close()
}
