/** Stands for "cannot be": larger than any sum of real costs, small enough to keep their digits. */
const FORBIDDEN = 1e6

/**
 * The pairing of rows with columns that pairs as many as possible at the least total cost; entry i is the column of row i
 * or −1. `cost` gives a number from 0 to 1000, or null where a pair is out of the question.
 * Source: Kuhn 1955 and Munkres 1957, in the shortest-augmenting-path form of Jonker and Volgenant 1987.
 */
export function assign(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number | null,
): readonly number[] {
  if (rows > columns) {
    const columnOf = assign(columns, rows, (row, column) => cost(column, row))
    const transposed = Array.from({ length: rows }, () => -1)
    columnOf.forEach((row, column) => {
      if (row >= 0) transposed[row] = column
    })
    return transposed
  }
  const price = (row: number, column: number) => cost(row, column) ?? FORBIDDEN
  // Index 0 of the columns is a stand-in from which each row's search starts; rows are counted from 1.
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) augment(row, columns, price, rowPotential, columnPotential, rowOf)
  const columnOf = Array.from({ length: rows }, () => -1)
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column]! - 1
    if (row >= 0 && cost(row, column - 1) !== null) columnOf[row] = column - 1
  }
  return columnOf
}

/** Finds the cheapest chain of re-pairings that gives `row` a column, and applies it. */
function augment(
  row: number,
  columns: number,
  price: (row: number, column: number) => number,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
  rowOf: Int32Array,
): void {
  const slack = new Float64Array(columns + 1).fill(Infinity)
  const cameFrom = new Int32Array(columns + 1)
  const isVisited = new Uint8Array(columns + 1)
  rowOf[0] = row
  let column = 0
  do {
    isVisited[column] = 1
    const current = rowOf[column]!
    let nearest = 0
    let step = Infinity
    for (let j = 1; j <= columns; j++) {
      if (isVisited[j]) continue
      const reduced = price(current - 1, j - 1) - rowPotential[current]! - columnPotential[j]!
      if (reduced < slack[j]!) {
        slack[j] = reduced
        cameFrom[j] = column
      }
      if (slack[j]! < step) {
        step = slack[j]!
        nearest = j
      }
    }
    for (let j = 0; j <= columns; j++) {
      if (isVisited[j]) {
        rowPotential[rowOf[j]!]! += step
        columnPotential[j]! -= step
      } else slack[j]! -= step
    }
    column = nearest
  } while (rowOf[column] !== 0)
  while (column !== 0) {
    const previous = cameFrom[column]!
    rowOf[column] = rowOf[previous]!
    column = previous
  }
}
