import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { PARTS } from '../../domain/face/landmarks'
import { distance } from '../../domain/geometry/points'
import type { AnnotatedFace } from '../annotations'
import { Refusal } from '../refusal'

/** What is known of somebody in a picture; null: it cannot be told, so they are in none of the slices that ask for it. */
export interface Facts {
  readonly sex: 'woman' | 'man'
  readonly age: 'under forty' | 'forty to fifty-nine' | 'sixty and over' | null
  readonly glasses: boolean | null
  readonly beard: boolean | null
}

const listSchema = z.array(
  z.strictObject({
    img: z.string().min(1),
    /** Near the tip of the nose of the person who is meant; without it everybody in the picture is. */
    at: z.tuple([z.number(), z.number()]).optional(),
    name: z.string().optional(),
    sex: z.enum(['woman', 'man']),
    born: z.number().int().optional(),
    taken: z.number().int().optional(),
    glasses: z.boolean().optional(),
    beard: z.boolean().optional(),
  }),
)
type Entry = z.infer<typeof listSchema>[number]

/** Of two years only: somebody whose birthday decides is in no group. */
function ageOf({ born, taken }: Entry): Facts['age'] {
  if (born === undefined || taken === undefined) return null
  const [youngest, oldest] = [taken - born - 1, taken - born]
  if (oldest < 40) return 'under forty'
  if (youngest >= 60) return 'sixty and over'
  return youngest >= 40 && oldest < 60 ? 'forty to fifty-nine' : null
}

const factsOf = (entry: Entry): Facts => ({
  sex: entry.sex,
  age: ageOf(entry),
  glasses: entry.glasses ?? null,
  beard: entry.beard ?? null,
})

/** Reads the list of people; the answer tells of a face in a picture whose it is. Refuses what is said of nobody or of two. */
export async function readPeople(
  listFile: string,
): Promise<(file: string, faces: readonly AnnotatedFace[]) => Facts[]> {
  const entries = listSchema.parse(JSON.parse(await readFile(listFile, 'utf8')))
  return (file, faces) => {
    const meant = entries.filter(({ img }) => resolve(dirname(listFile), img) === file)
    const facts: (Facts | undefined)[] = faces.map(() => undefined)
    for (const entry of meant) {
      const named = faces.flatMap((face, index) => (isMeant(entry, face) ? [index] : []))
      if (named.length === 0 || (entry.at && named.length > 1))
        throw new Refusal(
          `${listFile}: ${entry.name ?? 'somebody'} in ${entry.img} is ${named.length} faces.`,
        )
      for (const index of named) {
        if (facts[index]) throw new Refusal(`${listFile}: a face in ${entry.img} is two people.`)
        facts[index] = factsOf(entry)
      }
    }
    return facts.map((known) => {
      if (!known) throw new Refusal(`${listFile}: nothing is said of a face in ${file}.`)
      return known
    })
  }
}

function isMeant({ at }: Entry, face: AnnotatedFace): boolean {
  if (!at) return true
  const width = distance(face[PARTS.rightEye[0]]!, face[PARTS.leftEye[0] + 3]!)
  return distance({ x: at[0], y: at[1] }, face[PARTS.noseBridge[1] - 1]!) < width / 2
}
