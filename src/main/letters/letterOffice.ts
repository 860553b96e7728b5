import type { z } from 'zod'
import type { deliveredSchema, deliverySchema, previewSchema } from '../../contracts/calls/common'
import type { WireError } from '../../contracts/errors'
import type { Letter } from '../../domain/privacy/letters/letter'
import { err, type Result } from '../../domain/result'

export type Delivery = z.infer<typeof deliverySchema>

/** Makes letters into pages: shown in a frame, saved as PDF, printed. All three are the same page. */
export interface LetterOffice {
  preview(letter: Letter): Promise<Result<z.infer<typeof previewSchema>, WireError>>
  /** `suggestedName` without ending. */
  deliver(
    letter: Letter,
    as: Delivery,
    suggestedName: string,
  ): Promise<Result<z.infer<typeof deliveredSchema>, WireError>>
  /** The PDF's bytes, for a bundle of evidence. */
  pdf(letter: Letter): Promise<Result<Uint8Array, WireError>>
}

export function createLetterOffice(): LetterOffice {
  const none = () => Promise.resolve(err<WireError>({ code: 'not-available' }))
  return { preview: none, deliver: none, pdf: none }
}
