import { err, ok, type Result } from '../../result'

/**
 * One stretch of a comparison, in reading order. Lines keep their line ends, so that nothing is lost. `beforeLine` and
 * `afterLine` count from 1: where the stretch starts on each side, also on the side where it has no lines.
 */
export type TextChange =
  | {
      readonly kind: 'same' | 'removed' | 'added'
      readonly beforeLine: number
      readonly afterLine: number
      readonly lines: readonly string[]
    }
  | {
      readonly kind: 'replaced'
      readonly beforeLine: number
      readonly afterLine: number
      readonly before: readonly string[]
      readonly after: readonly string[]
    }

/** Lines with their ends; joined they are the text again. An empty text has none. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** A line of the old text that is the same line in the new one. */
type Match = readonly [beforeIndex: number, afterIndex: number]

/** Part of both texts, ends excluded. */
interface Range {
  readonly fromBefore: number
  readonly toBefore: number
  readonly fromAfter: number
  readonly toAfter: number
}

/** Cells of the exact comparison. Larger parts are first cut at lines that occur once on each side: time stays linear. */
const EXACT_CELLS = 250_000
const DEEPEST_CUT = 32

/** Longest common subsequence of a small range by the classic table. */
function exactMatches(before: readonly string[], after: readonly string[], range: Range): Match[] {
  const rows = range.toBefore - range.fromBefore
  const columns = range.toAfter - range.fromAfter
  const width = columns + 1
  const longest = new Uint32Array((rows + 1) * width)
  const at = (row: number, column: number) => longest[row * width + column] ?? 0
  const isSame = (row: number, column: number) =>
    before[range.fromBefore + row] === after[range.fromAfter + column]
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      longest[row * width + column] = isSame(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const matches: Match[] = []
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    if (isSame(row, column)) {
      matches.push([range.fromBefore + row, range.fromAfter + column])
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return matches
}

/** Where each line that occurs exactly once in the part is. */
function onceIn(lines: readonly string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>()
  for (let index = from; index < to; index += 1) {
    const line = lines[index] ?? ''
    places.set(line, places.has(line) ? -1 : index)
  }
  return places
}

/** The longest run of lines that occur once on each side and stand in the same order on both. */
function anchors(before: readonly string[], after: readonly string[], range: Range): Match[] {
  const inAfter = onceIn(after, range.fromAfter, range.toAfter)
  const candidates: Match[] = []
  for (const [line, index] of onceIn(before, range.fromBefore, range.toBefore)) {
    const other = inAfter.get(line)
    if (index >= 0 && other !== undefined && other >= 0) candidates.push([index, other])
  }
  candidates.sort((a, b) => a[0] - b[0])
  // Longest rising subsequence: `tails[n]` ends the best run of n + 1 so far.
  const tails: number[] = []
  const previous: (number | undefined)[] = []
  candidates.forEach(([, place], candidate) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((candidates[tails[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1
      else high = middle
    }
    previous[candidate] = low > 0 ? tails[low - 1] : undefined
    tails[low] = candidate
  })
  const run: Match[] = []
  for (let candidate = tails.at(-1); candidate !== undefined; candidate = previous[candidate]) {
    const match = candidates[candidate]
    if (match) run.push(match)
  }
  return run.reverse()
}

/** Adds the matches of a range to `found`, in order. */
function findMatches(
  before: readonly string[],
  after: readonly string[],
  range: Range,
  depth: number,
  found: Match[],
): void {
  let { fromBefore, fromAfter, toBefore, toAfter } = range
  while (fromBefore < toBefore && fromAfter < toAfter && before[fromBefore] === after[fromAfter]) {
    found.push([fromBefore, fromAfter])
    fromBefore += 1
    fromAfter += 1
  }
  const ends: Match[] = []
  while (fromBefore < toBefore && fromAfter < toAfter && before[toBefore - 1] === after[toAfter - 1]) {
    toBefore -= 1
    toAfter -= 1
    ends.push([toBefore, toAfter])
  }
  const middle: Range = { fromBefore, fromAfter, toBefore, toAfter }
  const cells = (toBefore - fromBefore) * (toAfter - fromAfter)
  if (cells > 0 && cells <= EXACT_CELLS)
    for (const match of exactMatches(before, after, middle)) found.push(match)
  else if (cells > 0 && depth < DEEPEST_CUT) {
    const run = anchors(before, after, middle)
    for (const [anchorBefore, anchorAfter] of run) {
      findMatches(
        before,
        after,
        { fromBefore, fromAfter, toBefore: anchorBefore, toAfter: anchorAfter },
        depth + 1,
        found,
      )
      found.push([anchorBefore, anchorAfter])
      fromBefore = anchorBefore + 1
      fromAfter = anchorAfter + 1
    }
    // Without an anchor the part is replaced as a whole: still right, only less fine.
    if (run.length > 0)
      findMatches(before, after, { fromBefore, fromAfter, toBefore, toAfter }, depth + 1, found)
  }
  for (const match of ends.reverse()) found.push(match)
}

/**
 * What changed from one text to the other, line by line, as stretches that cover both completely. Line ends count: a text
 * that was only reflowed differs.
 */
export function textChanges(before: string, after: string): readonly TextChange[] {
  const beforeLines = linesOf(before)
  const afterLines = linesOf(after)
  const matches: Match[] = []
  const whole = { fromBefore: 0, fromAfter: 0, toBefore: beforeLines.length, toAfter: afterLines.length }
  findMatches(beforeLines, afterLines, whole, 0, matches)

  const changes: TextChange[] = []
  let doneBefore = 0
  let doneAfter = 0
  const change = (toBefore: number, toAfter: number): void => {
    const removed = beforeLines.slice(doneBefore, toBefore)
    const added = afterLines.slice(doneAfter, toAfter)
    const start = { beforeLine: doneBefore + 1, afterLine: doneAfter + 1 }
    if (removed.length > 0 && added.length > 0)
      changes.push({ kind: 'replaced', ...start, before: removed, after: added })
    else if (removed.length > 0) changes.push({ kind: 'removed', ...start, lines: removed })
    else if (added.length > 0) changes.push({ kind: 'added', ...start, lines: added })
    doneBefore = toBefore
    doneAfter = toAfter
  }
  for (let index = 0; index < matches.length;) {
    const [matchBefore, matchAfter] = matches[index] ?? [0, 0]
    change(matchBefore, matchAfter)
    let length = 0
    while (isMatch(matches[index + length], matchBefore + length, matchAfter + length)) length += 1
    changes.push({
      kind: 'same',
      beforeLine: matchBefore + 1,
      afterLine: matchAfter + 1,
      lines: beforeLines.slice(matchBefore, matchBefore + length),
    })
    doneBefore = matchBefore + length
    doneAfter = matchAfter + length
    index += length
  }
  change(beforeLines.length, afterLines.length)
  return changes
}

const isMatch = (match: Match | undefined, before: number, after: number): boolean =>
  match !== undefined && match[0] === before && match[1] === after

const sides = (change: TextChange): readonly [before: readonly string[], after: readonly string[]] => {
  switch (change.kind) {
    case 'same':
      return [change.lines, change.lines]
    case 'removed':
      return [change.lines, []]
    case 'added':
      return [[], change.lines]
    case 'replaced':
      return [change.before, change.after]
  }
}

/** The new text, made from the old one and its changes. Error: the changes are not of this text. */
export function applyTextChanges(
  before: string,
  changes: readonly TextChange[],
): Result<string, { readonly code: 'does-not-fit' }> {
  const old = changes.flatMap((change) => sides(change)[0]).join('')
  return old === before
    ? ok(changes.flatMap((change) => sides(change)[1]).join(''))
    : err({ code: 'does-not-fit' })
}
