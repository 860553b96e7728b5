const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A size in little room, with 1024 to each step: `0 B`, `2.1 KB`, `2.0 GB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1024 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1]
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`
}
