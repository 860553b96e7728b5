/** Numbers that only look like chance, 0 ≤ x < 1: the same seed gives the same ones on every computer (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Gaussian numbers of mean 0 and deviation 1 (Box–Muller), from a table: a frame needs a million of them. */
export function noiseTable(length: number, seed: number): Float32Array {
  const next = seededChance(seed)
  return Float32Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    return radius * Math.cos(2 * Math.PI * next())
  })
}
