import { loadImage, type Image } from '@napi-rs/canvas'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAnnotations, type AnnotatedFace } from '../annotations'
import { readPeople, type Facts } from './people'
import { skinColorOf, skinLookOf, type SkinLook } from './skin'

export interface Person extends Facts {
  readonly face: AnnotatedFace
  readonly byHand: boolean
  readonly photograph: 'in colour' | 'black and white'
  readonly skin: SkinLook | null
  /** Of the people in one picture in colour, where they look so different that they are in different slices. */
  readonly amongOthers: 'lightest' | 'darkest' | null
}
export interface Photo {
  readonly image: Image
  readonly people: readonly Person[]
}

/** Lists of faces in the folder of the fixtures: by hand, and those that the pipeline marked and somebody looked at. */
const LISTS = [
  { list: 'hand.json', byHand: true },
  { list: 'others.json', byHand: false },
  { list: 'people/hand.json', byHand: true },
  { list: 'people/others.json', byHand: false },
] as const

/** The annotated pictures: those annotated by hand, and the other people in the same pictures, so that none is an extra. */
export async function readPhotos(folder: string): Promise<Photo[]> {
  const factsOf = await readPeople(join(folder, 'people/people.json'))
  const marked = new Map<string, { readonly face: AnnotatedFace; readonly byHand: boolean }[]>()
  for (const { list, byHand } of LISTS)
    for (const { file, faces } of await readAnnotations(join(folder, list)))
      marked.set(file, [...(marked.get(file) ?? []), ...faces.map((face) => ({ face, byHand }))])
  return Promise.all(
    [...marked].map(async ([file, people]) => {
      const image = await loadImage(await readFile(file))
      const facts = factsOf(
        file,
        people.map(({ face }) => face),
      )
      const colors = people.map(({ face }) => skinColorOf(image, face))
      const angles = colors.map(({ angleDeg }) => angleDeg)
      const places = placesOf(angles)
      return {
        image,
        people: people.map((person, index) => ({
          ...person,
          ...facts[index]!,
          photograph: colors[index]!.isGrey ? 'black and white' : 'in colour',
          skin: angles[index] === null ? null : skinLookOf(angles[index]!),
          amongOthers: places[index]!,
        })),
      }
    }),
  )
}

function placesOf(angles: readonly (number | null)[]): Person['amongOthers'][] {
  const known = angles.filter((angle) => angle !== null)
  const [most, least] = [Math.max(...known), Math.min(...known)]
  const differ = known.length > 1 && skinLookOf(most) !== skinLookOf(least)
  return angles.map((angle) => {
    if (!differ || (angle !== most && angle !== least)) return null
    return angle === most ? 'lightest' : 'darkest'
  })
}
