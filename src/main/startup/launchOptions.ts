/** What the command line may ask of Kazari. */
export interface LaunchOptions {
  /** The built-in camera stands in for a webcam. */
  readonly demoCamera: boolean
  /** Absolute path of a list of jobs: decorate them in a hidden window and quit. */
  readonly batchFile: string | null
  /** People come and go: each session begins empty and leaves nothing. */
  readonly kiosk: boolean
  /** The one folder that a kiosk saves to; null without one, and outside a kiosk. */
  readonly exportDirectory: string | null
  /** Only a test build as root in CI; everywhere else the switch is refused before this is read. */
  readonly sandboxed: boolean
  /** A proof drives this start over its standard input; only a test build listens. */
  readonly proof: boolean
}

const BATCH = '--kazari-batch='
const EXPORT_DIRECTORY = '--export-directory='

/** Reads the switches of `argv` (without the executable); unknown ones belong to Chromium. */
export function readLaunchOptions(argv: readonly string[]): LaunchOptions {
  const valueOf = (prefix: string): string | null =>
    argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? null
  const kiosk = argv.includes('--kiosk')
  return {
    demoCamera: argv.includes('--demo'),
    batchFile: valueOf(BATCH),
    kiosk,
    exportDirectory: kiosk ? valueOf(EXPORT_DIRECTORY) : null,
    proof: argv.includes('--kazari-proof'),
    sandboxed: !argv.includes('--no-sandbox'),
  }
}
