import { z } from 'zod'
import demo from '../../../resources/demo/demo.json'

const listSchema = z.object({ pictures: z.array(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })) })

/** sha256 of each picture that comes with Kazari: the public-domain portrait and what was made from it. */
export const bundledPictures = (): ReadonlySet<string> =>
  new Set(listSchema.parse(demo).pictures.map((picture) => picture.sha256))
