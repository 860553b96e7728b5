/** Three numbers: a row, a column or a point in space. */
export type Vector3 = readonly [number, number, number]
/** Three rows. */
export type Matrix3 = readonly [Vector3, Vector3, Vector3]

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** p·a + q·b. */
export const combine = (p: number, a: Vector3, q: number, b: Vector3): Vector3 => [
  p * a[0] + q * b[0],
  p * a[1] + q * b[1],
  p * a[2] + q * b[2],
]

/** Row × matrix, given the columns of the matrix (for a symmetric one: its rows). */
export const times = (row: Vector3, columns: Matrix3): Vector3 => [
  dot(row, columns[0]),
  dot(row, columns[1]),
  dot(row, columns[2]),
]

/** Inverse of a symmetric matrix that has one. */
export function invertSymmetric([a, b, c]: Matrix3): Matrix3 {
  const cross = (p: Vector3, q: Vector3): Vector3 => [
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ]
  const determinant = dot(a, cross(b, c))
  const scaled = (row: Vector3) => combine(1 / determinant, row, 0, row)
  return [scaled(cross(b, c)), scaled(cross(c, a)), scaled(cross(a, b))]
}

/** Columns of the lower triangle L with L·Lᵀ = m, for a symmetric positive definite m (Cholesky). */
export function choleskyColumns(m: Matrix3): Matrix3 {
  const l00 = Math.sqrt(m[0][0])
  const l10 = m[1][0] / l00
  const l20 = m[2][0] / l00
  const l11 = Math.sqrt(m[1][1] - l10 * l10)
  const l21 = (m[2][1] - l20 * l10) / l11
  const l22 = Math.sqrt(m[2][2] - l20 * l20 - l21 * l21)
  return [
    [l00, l10, l20],
    [0, l11, l21],
    [0, 0, l22],
  ]
}
