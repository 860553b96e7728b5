import { ABOVE_FOOT, ADDRESS, FOLDS, FOOT, MARGIN, SENDER, SHEET } from './letterPaper'

/** Sizes the address is set in, points, largest first: the first that fits behind the window is taken. */
export const ADDRESS_SIZES = [10.5, 9.5, 8.5, 7.5, 6.5, 5.5, 5] as const
/** Sizes of a poster's plain text, points, largest first: the first that fits the sheet is taken. */
export const POSTER_SIZES = [24, 22, 20, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9] as const

const TEXT_WIDTH = SHEET.width - 2 * MARGIN

/** Style sheet of every letter. Black on white, one grey tint: it is printed, copied and faxed. */
export const LETTER_STYLE = `
@page { size: A4; margin: 0; }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  margin: 0; color: #1a161e; font: 400 10pt/1.7 'Noto Sans JP Variable', sans-serif;
  /* Shapes that the font keeps for one language, and joined letters, have no character of their own: copied from the PDF
     they would be nothing. */
  font-variant-ligatures: none; font-feature-settings: 'locl' 0; text-size-adjust: none;
}
h1, p, dl, dt, dd { margin: 0; padding: 0; font-weight: 400; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; line-break: strict; tab-size: 4; unicode-bidi: plaintext; }

.sheet {
  position: relative; width: ${SHEET.width}mm; height: ${SHEET.height}mm; overflow: hidden; background: #fff;
  break-after: page; break-inside: avoid;
}
.sheet:last-child { break-after: auto; }
@media screen {
  body { width: ${SHEET.width}mm; }
  main { display: grid; gap: 8mm; }
}
.fold { position: absolute; left: 4mm; width: 4mm; height: 0.2mm; background: #8b8296; }
.fold.one { top: ${FOLDS[0]}mm; }
.fold.two { top: ${FOLDS[1]}mm; }

.address { position: absolute; left: ${ADDRESS.left}mm; top: ${ADDRESS.top}mm; width: ${ADDRESS.width}mm; line-height: 1.45; }
.address .main { font-size: 1.1em; font-weight: 700; }
${ADDRESS_SIZES.map((size, index) => `.address.a${index} { font-size: ${size}pt; }`).join('\n')}

.sender { position: absolute; left: ${SENDER.left}mm; right: ${SENDER.right}mm; top: ${SENDER.top}mm; font-size: 9pt; line-height: 1.6; }
.sender .when { text-align: right; }
.sender .who { width: fit-content; max-width: 100%; margin: 5mm 0 0 auto; }
.sender .who .text, .address .text, .title, .opening, .paragraph { text-wrap: pretty; }
.title, .opening, .paragraph, .note { word-break: auto-phrase; }

.running {
  position: absolute; left: ${MARGIN}mm; right: ${MARGIN}mm; top: 12mm; display: flex; justify-content: space-between; gap: 8mm;
  padding-bottom: 2mm; border-bottom: 0.2mm solid #c9c2d2; color: #5b5366; font-size: 8pt; line-height: 1.5;
}
.running .text { max-width: 70%; }

.flow { position: absolute; left: ${MARGIN}mm; width: ${TEXT_WIDTH}mm; }
.title { padding-bottom: 5mm; font-size: 15pt; line-height: 1.5; font-weight: 700; text-align: center; letter-spacing: 0.03em; }
:lang(en) .title { letter-spacing: 0; }
.opening { padding-bottom: 4mm; }
.row {
  display: grid; grid-template-columns: 38mm minmax(0, 1fr); border: 0.2mm solid #bdb5c8; border-top-width: 0;
  font-size: 9.5pt; line-height: 1.65;
}
.row.first { border-top-width: 0.2mm; }
.row dt, .row dd { padding: 1.7mm 3mm; }
.row dt { background: #f3f0f6; border-right: 0.2mm solid #bdb5c8; color: #3a3345; }
.again { color: #5b5366; font-size: 8pt; }
.afterRows { padding-top: 4mm; }
.paragraph { padding-bottom: 3mm; }

.closing { position: absolute; left: ${MARGIN}mm; width: ${TEXT_WIDTH}mm; padding-top: ${ABOVE_FOOT}mm; display: flex; align-items: flex-end; gap: 8mm; }
.closing.inFlow { position: static; width: auto; }
.closing .code { flex: none; }
.closing .code svg { display: block; width: 100%; fill: #000; }
.closing .beside { flex: 1; min-width: 0; display: grid; gap: 5mm; }
.signature { width: 100%; padding-bottom: 1.5mm; border-bottom: 0.25mm solid #1a161e; }
.closing:not(.coded) .signature { width: 96mm; margin-left: auto; }
.note { color: #5b5366; font-size: 8pt; line-height: 1.6; }

.footer {
  position: absolute; left: ${MARGIN}mm; right: ${MARGIN}mm; bottom: ${FOOT}mm; display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
  align-items: end; gap: 4mm; padding-top: ${ABOVE_FOOT}mm; color: #6b6376; font-size: 7pt; line-height: 1.5;
}
.footer .right { text-align: right; }
.footer .middle { color: #1a161e; font-size: 8pt; }

.plain .title { text-align: left; font-size: 18pt; }

.poster { position: absolute; left: ${MARGIN}mm; top: 22mm; width: ${TEXT_WIDTH}mm; display: flex; flex-direction: column; gap: 1.5em; justify-content: space-between; line-height: 1.6; }
${POSTER_SIZES.map((size, index) => `.poster.s${index} { font-size: ${size}pt; }`).join('\n')}
.poster .mark { display: block; width: 22mm; height: 22mm; margin: 0 0 9mm -2mm; }
.poster h1 { font-size: 2.1em; line-height: 1.25; font-weight: 700; text-wrap: balance; }
.poster .opening { padding: 0.9em 0 0; }
.poster .text { text-wrap: pretty; word-break: auto-phrase; }
.poster dl { border-bottom: 0.3mm solid #bdb5c8; }
.poster dl > div { display: grid; grid-template-columns: 30% minmax(0, 1fr); gap: 1em; padding: 0.75em 0; border-top: 0.3mm solid #bdb5c8; }
.poster dt { font-weight: 700; }
.poster .end { display: grid; gap: 0.8em; font-size: 0.85em; }
.poster .end .panel { padding: 0.9em 1.1em; border-radius: 2mm; background: #f3f0f6; }
.poster .end .panel::first-line { font-weight: 700; }
`
