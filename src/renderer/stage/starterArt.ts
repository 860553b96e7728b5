import type { Art } from '../../domain/decoration/decoration'
import { createArtShelf, type ArtShelf } from './artShelf'
import { starterPack } from './pack'

const files = import.meta.glob<string>('../../../resources/stickers/starter/*.{svg,png,webp}', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** Vector files stay vectors inside the element: they are sharp at every size they are drawn at. */
async function readFile(art: Art): Promise<CanvasImageSource> {
  const url = files[`../../../resources/stickers/starter/${art.file}`]
  if (!url) throw new Error(`no file ${art.file} in the starter pack`)
  const image = new Image()
  image.src = url
  await image.decode()
  return image
}

/** The art of the starter pack, shared by both stages, thumbnails and exports. */
export const starterArt: ArtShelf = createArtShelf({ find: (id) => findArt(id), read: readFile })

function findArt(id: string): Art {
  const art = starterPack.art(id)
  if (!art) throw new Error(`the starter pack has no art ${id}`)
  return art
}
