import { expect, it } from 'vitest'
import { readPack } from '../../../src/contracts/pack'
import { indexPack } from '../../../src/domain/decoration/packIndex'
import { itemSeat } from '../../../src/domain/decoration/place'
import { itemId } from '../../../src/domain/ids'
import { NO_ADJUSTMENT } from '../../../src/domain/scene/scene'
import starter from '../../../resources/stickers/starter/pack.json'
import { centredHandPlace, handPlace } from '../../../src/renderer/state/handPlacement'

const read = readPack(starter)
if (!read.ok) throw new Error('the starter pack is not valid')
const pack = indexPack(read.value)
const picture = { width: 1920, height: 1080 }

function seenAt(decoration: string, target: ReturnType<typeof handPlace>) {
  const item = { id: itemId('a'), decoration, target, adjustment: NO_ADJUSTMENT, visible: true }
  const pivot = itemSeat(item, null, pack, picture)?.pivot
  if (!pivot) throw new Error(`${decoration} has no seat`)
  return { x: pivot.x / picture.width, y: pivot.y / picture.height }
}

it('every decoration placed by hand begins where the hand place is, a crown no less than glasses', () => {
  const wanted = handPlace(0)
  for (const { id } of read.value.decorations) {
    const seen = seenAt(id, centredHandPlace([id], 0, pack, picture))
    expect(seen.x).toBeCloseTo(wanted.x, 6)
    expect(seen.y).toBeCloseTo(wanted.y, 6)
  }
})

it('the decorations of a look keep their places to each other', () => {
  const [look] = read.value.looks
  if (!look) throw new Error('no look')
  const together = centredHandPlace(look.decorations, 0, pack, picture)
  const [first, second] = look.decorations.map((decoration) => seenAt(decoration, together))
  const [alone, other] = look.decorations.map((decoration) => seenAt(decoration, handPlace(0)))
  expect((first?.y ?? 0) - (second?.y ?? 0)).toBeCloseTo((alone?.y ?? 0) - (other?.y ?? 0), 6)
})
