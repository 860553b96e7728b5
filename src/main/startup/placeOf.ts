/** Kind of an error and the frames of its stack, for the terminal: its message could quote what it was working on. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return [error.name, ...frames.slice(0, 4).map((line) => line.trim())].join(' ')
}
