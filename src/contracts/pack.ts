import { z } from 'zod'
import { BLENDS, CATEGORIES, SLOTS, TINT_REGIONS, type Pack } from '../domain/decoration/decoration'
import { ANCHORS } from '../domain/face/anchors'
import { err, ok, type Result } from '../domain/result'

const id = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
const localisedText = z.strictObject({ ja: z.string().min(1).max(40), en: z.string().min(1).max(40) })
const keywords = z.array(z.string().min(1).max(40)).max(24)
const fraction = z.number().min(0).max(1)

/** Farthest an offset may reach and widest a part may be, in eye distances: beyond it a part belongs to no face. */
const LONGEST = 8
const offset = z.number().min(-LONGEST).max(LONGEST)

const artSchema = z.strictObject({
  id,
  /** A bare name beside pack.json: no folder, so that a pack cannot reach out of its own. */
  file: z
    .string()
    .max(80)
    .regex(/^[a-z0-9-]+\.(svg|png|webp)$/),
  width: z.number().positive().max(4096),
  height: z.number().positive().max(4096),
})

const stickerPartSchema = z.strictObject({
  kind: z.literal('sticker'),
  art: id,
  anchor: z.enum(ANCHORS),
  offset: z.strictObject({ x: offset, y: offset }),
  origin: z.strictObject({ x: z.number().min(-1).max(2), y: z.number().min(-1).max(2) }),
  width: z.number().positive().max(LONGEST),
  turnDeg: z.number().min(-180).max(180),
  followRoll: fraction,
  followYaw: fraction,
  slot: z.enum(SLOTS),
  opacity: fraction,
  blend: z.enum(BLENDS),
})

const tintPartSchema = z.strictObject({
  kind: z.literal('tint'),
  region: z.enum(TINT_REGIONS),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  strength: fraction,
  blend: z.enum(BLENDS),
})

const decorationSchema = z.strictObject({
  id,
  name: localisedText,
  category: z.enum(CATEGORIES),
  keywords,
  parts: z
    .array(z.discriminatedUnion('kind', [stickerPartSchema, tintPartSchema]))
    .min(1)
    .max(24),
})

const lookSchema = z.strictObject({
  id,
  name: localisedText,
  category: z.enum(CATEGORIES),
  keywords,
  decorations: z.array(id).min(1).max(24),
})

/** The shape of a pack.json; what it refers to is checked by `readPack`. */
export const packSchema = z.strictObject({
  format: z.literal(1),
  id,
  name: localisedText,
  art: z.array(artSchema).max(500),
  decorations: z.array(decorationSchema).min(1).max(500),
  looks: z.array(lookSchema).max(200),
}) satisfies z.ZodType<Pack>

export const PACK_FAULTS = [
  /** Not of the declared shape: a missing or extra key, a length that is not positive, an unknown anchor. */
  'malformed',
  /** Two arts, or two of the decorations and looks (which share one shelf), under one id. */
  'duplicate-id',
  /** Two arts read the same file. */
  'duplicate-file',
  /** A part shows an art that the pack does not have. */
  'unknown-art',
  /** No part shows this art. */
  'unused-art',
  /** A look wears a decoration that the pack does not have. */
  'unknown-decoration',
  /** A look wears one decoration twice. */
  'repeated-decoration',
] as const

export interface PackFault {
  readonly code: (typeof PACK_FAULTS)[number]
  /** Which entry, for the artist: `decorations.3.parts.0.width`, or `look cat`. */
  readonly where: string
  readonly detail: string
}

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
]

const fault = (code: PackFault['code'], where: string, detail: string): PackFault => ({ code, where, detail })

function crossFaults(pack: Pack): readonly PackFault[] {
  const artIds = new Set(pack.art.map((art) => art.id))
  const decorationIds = new Set(pack.decorations.map((decoration) => decoration.id))
  const shown = new Set<string>()
  const faults: PackFault[] = []

  for (const name of repeated(pack.art.map((art) => art.id)))
    faults.push(fault('duplicate-id', `art ${name}`, name))
  for (const name of repeated([...pack.decorations, ...pack.looks].map((wearable) => wearable.id)))
    faults.push(fault('duplicate-id', `wearable ${name}`, name))
  for (const file of repeated(pack.art.map((art) => art.file)))
    faults.push(fault('duplicate-file', `art file ${file}`, file))

  for (const decoration of pack.decorations)
    for (const part of decoration.parts) {
      if (part.kind !== 'sticker') continue
      shown.add(part.art)
      if (!artIds.has(part.art)) faults.push(fault('unknown-art', `decoration ${decoration.id}`, part.art))
    }
  for (const art of pack.art)
    if (!shown.has(art.id)) faults.push(fault('unused-art', `art ${art.id}`, art.file))

  for (const look of pack.looks) {
    for (const name of look.decorations)
      if (!decorationIds.has(name)) faults.push(fault('unknown-decoration', `look ${look.id}`, name))
    for (const name of repeated(look.decorations))
      faults.push(fault('repeated-decoration', `look ${look.id}`, name))
  }
  return faults
}

/** Reads a parsed pack.json: the pack, or every fault found, so that an artist can mend all of them at once. */
export function readPack(value: unknown): Result<Pack, readonly PackFault[]> {
  const parsed = packSchema.safeParse(value)
  if (!parsed.success)
    return err(parsed.error.issues.map((issue) => fault('malformed', issue.path.join('.'), issue.message)))
  const faults = crossFaults(parsed.data)
  return faults.length > 0 ? err(faults) : ok(parsed.data)
}
