import packJson from '../../../resources/stickers/starter/pack.json'
import { packSchema } from '../../contracts/pack'
import type { Decoration, Look, Pack } from '../../domain/decoration/decoration'
import { indexPack, type PackIndex } from '../../domain/decoration/packIndex'

const pack: Pack = packSchema.parse(packJson)

/** The stickers that come with Kazari. */
export const starterPack: PackIndex = indexPack(pack)
export const allLooks: readonly Look[] = pack.looks
export const allDecorations: readonly Decoration[] = pack.decorations
