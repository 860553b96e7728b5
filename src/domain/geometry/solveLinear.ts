/**
 * Solves n linear equations by Gaussian elimination with pivoting. Each row holds n factors and the right side.
 * Null when they have no single solution.
 */
export function solveLinear(equations: readonly (readonly number[])[]): readonly number[] | null {
  const rows = equations.map((row) => [...row])
  const n = rows.length
  for (let i = 0; i < n; i++) {
    let largest = i
    for (let j = i + 1; j < n; j++) {
      if (Math.abs(rows[j]![i]!) > Math.abs(rows[largest]![i]!)) largest = j
    }
    const pivotRow = rows[largest]!
    rows[largest] = rows[i]!
    rows[i] = pivotRow
    const pivot = pivotRow[i]!
    if (!(Math.abs(pivot) > 1e-14)) return null
    for (let j = i + 1; j < n; j++) {
      const row = rows[j]!
      const factor = row[i]! / pivot
      for (let k = i; k <= n; k++) row[k]! -= factor * pivotRow[k]!
    }
  }
  const solution = Array.from({ length: n }, () => 0)
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!
    let value = row[n]!
    for (let j = i + 1; j < n; j++) value -= row[j]! * solution[j]!
    solution[i] = value / row[i]!
  }
  return solution
}
