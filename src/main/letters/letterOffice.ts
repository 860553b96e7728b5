import type { z } from 'zod'
import type { deliveredSchema, deliverySchema, previewSchema } from '../../contracts/calls/common'
import type { WireError } from '../../contracts/errors'
import type { Letter } from '../../domain/privacy/letters/letter'
import { err, ok, type Result } from '../../domain/result'
import type { FileSaver } from '../export/saveFile'
import { composedPage, measuringPage } from './composeLetter'
import type { Measured } from './letterMeasuring'
import type { LetterPages } from './letterPages'
import type { LetterDocument } from './letterParts'
import type { LetterPrinter, OpenLetter } from './letterPrinter'

export type Delivery = z.infer<typeof deliverySchema>

/** Makes letters into pages: shown in a frame, saved as PDF, printed. All three are the same page. */
export interface LetterOffice {
  preview(letter: Letter): Promise<Result<z.infer<typeof previewSchema>, WireError>>
  /** `suggestedName` without ending. Errors: `letter-too-long`, `letter-not-made`, `letter-not-printed`, `cancelled`, or why the file was not written. */
  deliver(
    letter: Letter,
    as: Delivery,
    suggestedName: string,
  ): Promise<Result<z.infer<typeof deliveredSchema>, WireError>>
  /** The PDF's bytes, for a bundle of evidence. */
  pdf(letter: Letter): Promise<Result<Uint8Array, WireError>>
}

/** Most characters of a letter: several times what any form or decision takes, and still laid out in a second. */
const LONGEST = 40_000

export interface LetterOfficeParts {
  readonly pages: LetterPages
  readonly printer: LetterPrinter
  readonly saver: FileSaver
}

export function createLetterOffice({ pages, printer, saver }: LetterOfficeParts): LetterOffice {
  /** Shows a page for as long as `work` needs it. */
  async function shown<T>(
    page: LetterDocument,
    open: OpenLetter,
    work: (measured: Measured) => T | Promise<T>,
  ): Promise<T> {
    const lent = pages.lend(page)
    try {
      return await work(await open.show(lent.url))
    } finally {
      lent.giveBack()
    }
  }

  /** The letter's sheets: what fits where is measured, not guessed. */
  const compose = (letter: Letter, open: OpenLetter): Promise<LetterDocument> =>
    shown(measuringPage(letter), open, (measured) => composedPage(letter, measured))

  /** Opens the hidden window for a letter of reasonable length. */
  const run = <T>(
    lane: 'make' | 'print',
    letter: Letter,
    work: (open: OpenLetter) => Promise<T>,
  ): Promise<Result<T, WireError>> =>
    lengthOf(letter) > LONGEST ? Promise.resolve(err({ code: 'letter-too-long' })) : printer.run(lane, work)

  const pdf: LetterOffice['pdf'] = (letter) =>
    run('make', letter, async (open) => shown(await compose(letter, open), open, () => open.pdf()))

  return {
    async preview(letter) {
      const composed = await run('make', letter, (open) => compose(letter, open))
      return composed.ok ? ok({ url: pages.keep(composed.value) }) : composed
    },
    async deliver(letter, as, suggestedName) {
      if (as === 'print') {
        const printed = await run('print', letter, async (open) =>
          shown(await compose(letter, open), open, () => open.print()),
        )
        if (!printed.ok) return printed
        return printed.value.ok ? ok({ name: null }) : printed.value
      }
      // Made before anybody is asked where: a place is only asked for when there is something to put there.
      const bytes = await pdf(letter)
      return bytes.ok ? saver.save(suggestedName, 'pdf', bytes.value) : bytes
    },
    pdf,
  }
}

/** Characters of everything that flows. */
const lengthOf = ({ addressee, sender, title, opening, rows, paragraphs }: Letter): number =>
  [
    ...addressee,
    ...sender,
    title,
    opening,
    ...rows.flatMap(({ name, value }) => [name, value]),
    ...paragraphs,
  ].reduce((sum, text) => sum + text.length, 0)
