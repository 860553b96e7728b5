import { z } from 'zod'

export const nothing = z.strictObject({})
export const languageSchema = z.enum(['ja', 'en'])

/** What a person wants of a letter: a PDF where they choose, or the system's print dialog. */
export const deliverySchema = z.enum(['save', 'print'])
/** Name of the file that was saved; null after printing. */
export const deliveredSchema = z.strictObject({ name: z.string().nullable() })
/** Where a frame in the page finds the letter: exactly what will be printed. Holds until eight newer previews were made. */
export const previewSchema = z.strictObject({ url: z.string().max(120) })
