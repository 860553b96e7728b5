import type { Letter } from '../../domain/privacy/letters/letter'
import { blocksOf, isPosted, letterPages, measuringLetter } from './letterHtml'
import { layOut, type LetterMeasures } from './letterLayout'
import type { Measured } from './letterMeasuring'
import type { LetterDocument } from './letterParts'
import { ADDRESS_SIZES, POSTER_SIZES } from './letterStyle'
import { measuringPoster, posterPage } from './posterHtml'

/** The page on which everything that the letter is made of can be measured. */
export const measuringPage = (letter: Letter): LetterDocument =>
  letter.kind === 'poster' ? measuringPoster(letter) : measuringLetter(letter)

/** The letter as it is shown and printed, from what was measured on its measuring page. */
export function composedPage(letter: Letter, measured: Measured): LetterDocument {
  const found = (name: string) => measured.find((element) => element.name === name)
  if (letter.kind === 'poster') {
    return posterPage(letter, {
      heights: POSTER_SIZES.map((_, size) => found(`poster ${size}`)?.height ?? Infinity),
      top: found('poster 0')?.top ?? 0,
      footerHeight: found('footer')?.height ?? 0,
    })
  }
  const measures: LetterMeasures = {
    addressHeights: ADDRESS_SIZES.map((_, size) => found(`address ${size}`)?.height ?? 0),
    senderBottom: found('sender')?.bottom ?? 0,
    runningBottom: found('running')?.bottom ?? 0,
    footerHeight: found('footer')?.height ?? 0,
    closingHeight: found('closing')?.height ?? 0,
    blocks: blocksOf(letter).map(({ divisible }, index) => {
      const { height = 0, lineHeight = 0, lineStarts = [] } = found(`block ${index}`) ?? {}
      return { height, lineHeight, lineStarts: divisible ? lineStarts : [] }
    }),
  }
  return letterPages(letter, layOut(measures, isPosted(letter)))
}
