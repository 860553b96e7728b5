import { z } from 'zod'
import { ENGINES } from './vision'

/** What a person may choose. Kept in the records directory; never holds anything about a face. */
export const settingsSchema = z.strictObject({
  language: z.enum(['ja', 'en', 'system']),
  theme: z.enum(['dark', 'light', 'contrast', 'system']),
  engine: z.enum(['auto', ...ENGINES]),
  mirrorPreview: z.boolean(),
  guides: z.boolean(),
  timerS: z.union([z.literal(0), z.literal(3), z.literal(5), z.literal(10)]),
  /** Label of the camera used last; device ids change with every in-memory session, labels do not. */
  cameraLabel: z.string().max(200),
  exportFormat: z.enum(['png', 'jpeg']),
  /** 0.5…1. */
  jpegQuality: z.number().min(0.5).max(1),
  favourites: z.array(z.string().max(64)).max(200),
  recents: z.array(z.string().max(64)).max(24),
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'dark',
  engine: 'auto',
  mirrorPreview: true,
  guides: false,
  timerS: 3,
  cameraLabel: '',
  exportFormat: 'png',
  jpegQuality: 0.92,
  favourites: [],
  recents: [],
}
