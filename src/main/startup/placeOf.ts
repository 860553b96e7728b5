/** Kind of an error and the frames of its stack, for the terminal: its message could quote what it was working on. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return [error.name, ...frames.slice(0, 4).map((line) => line.trim())].join(' ')
}

/**
 * Says a bug that nobody caught in one line, where Electron would show a dialog or print what the error says. A promise that
 * nobody handles is such a bug as well.
 */
export function sayBugs(process: Pick<NodeJS.EventEmitter, 'on'>, log: (line: string) => void): void {
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (error: unknown) => log(`main: failed, ${placeOf(error)}`))
}
