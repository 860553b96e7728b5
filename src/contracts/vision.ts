import { z } from 'zod'

export const ENGINES = ['gpu', 'native', 'webgpu', 'onnx', 'wasm'] as const
export type EngineName = (typeof ENGINES)[number]

/** Why a better engine was not taken. `detail` is for Diagnostics, in English, and never holds face data. */
export const passedOverSchema = z.strictObject({
  engine: z.enum(ENGINES),
  reason: z.enum([
    'not-installed',
    'no-device',
    'self-test-failed',
    'load-failed',
    'crashed',
    'stalled',
    'not-chosen',
    'slower',
  ]),
  detail: z.string().max(500),
})
export type PassedOver = z.infer<typeof passedOverSchema>

/** The life of vision as main sees it. `restarting` keeps the live picture going without faces. */
export const visionStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('off') }),
  z.strictObject({ state: z.literal('starting') }),
  z.strictObject({
    state: z.literal('ready'),
    engine: z.enum(ENGINES),
    passedOver: z.array(passedOverSchema).max(8),
    selfTestMs: z.number().nonnegative(),
    warmUpMs: z.number().nonnegative(),
    /** The kernel refuses this process every file but its own program and models, and every network. */
    confined: z.boolean(),
  }),
  z.strictObject({
    state: z.literal('restarting'),
    cause: z.enum(['crashed', 'stalled', 'out-of-memory']),
    attempt: z.int().min(1),
    retryInMs: z.number().nonnegative(),
  }),
  z.strictObject({
    state: z.literal('failed'),
    cause: z.enum(['model-missing', 'model-altered', 'no-engine', 'gave-up']),
    detail: z.string().max(500),
  }),
])
export type VisionStatus = z.infer<typeof visionStatusSchema>

/** What the vision process tells main over its parent port. No pixels, no points. */
export const visionReportSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ready'),
    engine: z.enum(ENGINES),
    passedOver: z.array(passedOverSchema).max(8),
    selfTestMs: z.number().nonnegative(),
    warmUpMs: z.number().nonnegative(),
    /** The kernel refuses this process every file but its own program and models, and every network. */
    confined: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    cause: z.enum(['model-missing', 'model-altered', 'no-engine']),
    detail: z.string().max(500),
  }),
  /** Sent twice a second, also between frames; main restarts a vision that is silent for too long. */
  z.strictObject({
    kind: z.literal('alive'),
    framesDone: z.int().nonnegative(),
    framesRefused: z.int().nonnegative(),
    tensors: z.int().nonnegative(),
  }),
])
export type VisionReport = z.infer<typeof visionReportSchema>

/** What main tells vision. A `port` message carries one MessagePort for a renderer's frames. */
export const visionOrderSchema = z.strictObject({ kind: z.literal('port') })
export type VisionOrder = z.infer<typeof visionOrderSchema>

/** How main starts vision: JSON in the environment variable KAZARI_VISION. */
export const visionStartSchema = z.strictObject({
  assetsDir: z.string(),
  /** Folder of the native engine, or null where it is not installed. */
  nativeDir: z.string().nullable(),
  /** Folder whose node_modules holds ONNX Runtime, or null where there is none. */
  onnxDir: z.string().nullable(),
  engine: z.enum(['auto', ...ENGINES]),
  /** Engines that crashed or stalled in this session. */
  avoid: z.array(z.enum(ENGINES)),
})
export type VisionStart = z.infer<typeof visionStartSchema>
