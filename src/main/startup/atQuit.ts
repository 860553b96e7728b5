/** What is needed of the app to wait before it ends. */
export interface Quitting {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Lets `work` finish before the app ends: files are closed and locks given back. Its failure keeps nobody from leaving. */
export function finishBeforeQuit(app: Quitting, work: () => Promise<void>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'finished') return
    event.preventDefault()
    if (state === 'finishing') return
    state = 'finishing'
    // After the event: Electron ignores a quit asked for while it is still being told not to.
    const finish = (): void =>
      void setImmediate(() => {
        state = 'finished'
        app.quit()
      })
    work().then(finish, finish)
  })
}
