import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { LANDMARK_COUNT, PARTS } from '../domain/face/landmarks'
import { distance, type Point } from '../domain/geometry/points'
import { Refusal } from './refusal'

/** Mean point error below which an annotated face counts as found. */
export const FOUND_BELOW = 0.2

/** A face somebody annotated: the 41 iBUG points from 27 on, in pixels. */
export type AnnotatedFace = readonly Point[]

export interface AnnotatedPicture {
  readonly file: string
  readonly faces: readonly AnnotatedFace[]
}

const IBUG_POINTS = 68
const RIGHT_OUTER_CORNER = PARTS.rightEye[0]
const LEFT_OUTER_CORNER = PARTS.leftEye[0] + 3

const listSchema = z
  .array(
    z.object({
      img: z.string().min(1),
      pts: z
        .array(z.tuple([z.number(), z.number()]))
        .refine(({ length }) => length === IBUG_POINTS || length === LANDMARK_COUNT, {
          message: `expected ${IBUG_POINTS} or ${LANDMARK_COUNT} points`,
        }),
    }),
  )
  .min(1)

/** Reads `[{"img", "pts": [[x, y] × 68]}]`, one entry a face (or only the last 41 points of each), and gathers the faces of each picture. */
export async function readAnnotations(listFile: string): Promise<readonly AnnotatedPicture[]> {
  let text: string
  try {
    text = await readFile(listFile, 'utf8')
  } catch {
    throw new Refusal(`The list ${listFile} cannot be read.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(`The list ${listFile} is not JSON.`)
  }
  const list = listSchema.safeParse(value)
  if (!list.success) {
    const issue = list.error.issues[0]
    throw new Refusal(
      `The list ${listFile} is not [{"img", "pts": [[x, y] × 68]}]: ${issue?.path.join('.') || 'the list'}: ${issue?.message ?? ''}.`,
    )
  }
  const pictures = new Map<string, AnnotatedFace[]>()
  for (const { img, pts } of list.data) {
    const file = resolve(dirname(listFile), img)
    const faces = pictures.get(file) ?? []
    faces.push(pts.slice(-LANDMARK_COUNT).map(([x, y]) => ({ x, y })))
    pictures.set(file, faces)
  }
  return [...pictures].map(([file, faces]) => ({ file, faces }))
}

/** Mean distance of the 41 points from the annotated ones, over the distance between the outer eye corners (iBUG 300-W). */
export function pointError(points: Float32Array, face: AnnotatedFace): number {
  const corners = distance(face[RIGHT_OUTER_CORNER]!, face[LEFT_OUTER_CORNER]!)
  let sum = 0
  for (let index = 0; index < LANDMARK_COUNT; index++) {
    sum += distance({ x: points[index * 2]!, y: points[index * 2 + 1]! }, face[index]!)
  }
  return sum / LANDMARK_COUNT / corners
}

/**
 * Pairs found faces with annotated ones, closest first, each once; only pairs with an error below `limit` count.
 * Returns their errors.
 */
export function matchFaces(
  found: readonly Float32Array[],
  annotated: readonly AnnotatedFace[],
  limit: number,
): readonly number[] {
  const pairs = found
    .flatMap((points, at) =>
      annotated.map((face, annotation) => ({ at, annotation, error: pointError(points, face) })),
    )
    .filter(({ error }) => error < limit)
    .sort((a, b) => a.error - b.error)
  const usedFound = new Set<number>()
  const usedAnnotation = new Set<number>()
  const errors: number[] = []
  for (const { at, annotation, error } of pairs) {
    if (usedFound.has(at) || usedAnnotation.has(annotation)) continue
    usedFound.add(at)
    usedAnnotation.add(annotation)
    errors.push(error)
  }
  return errors
}
