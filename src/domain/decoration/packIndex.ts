import type { Art, Decoration, Look, Pack } from './decoration'

/** A pack with its entries found by id. Unknown ids give undefined, or an empty list: a scene may outlive a pack. */
export interface PackIndex {
  readonly pack: Pack
  readonly art: (id: string) => Art | undefined
  readonly decoration: (id: string) => Decoration | undefined
  readonly look: (id: string) => Look | undefined
  /** Ids of the decorations worn under `id`, which names a look or a decoration; a look wins where both exist. */
  readonly wearable: (id: string) => readonly string[]
}

export function indexPack(pack: Pack): PackIndex {
  const arts = byId(pack.art)
  const decorations = byId(pack.decorations)
  const looks = byId(pack.looks)
  return {
    pack,
    art: (id) => arts.get(id),
    decoration: (id) => decorations.get(id),
    look: (id) => looks.get(id),
    wearable: (id) => looks.get(id)?.decorations ?? (decorations.has(id) ? [id] : []),
  }
}

const byId = <T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> =>
  new Map(entries.map((entry) => [entry.id, entry]))
