/** What the command line may ask of Kazari. */
export interface LaunchOptions {
  /** The built-in camera stands in for a webcam. */
  readonly demoCamera: boolean
  /** Absolute path of a list of jobs: decorate them in a hidden window and quit. */
  readonly batchFile: string | null
  /** People come and go: each session begins empty and leaves nothing. */
  readonly kiosk: boolean
  /** Only a test build as root in CI; everywhere else the switch is refused before this is read. */
  readonly sandboxed: boolean
  /** A proof drives this start over its standard input; only a test build listens. */
  readonly proof: boolean
}

const BATCH = '--kazari-batch='

/** Reads the switches of `argv` (without the executable); unknown ones belong to Chromium. */
export function readLaunchOptions(argv: readonly string[]): LaunchOptions {
  const batch = argv.find((argument) => argument.startsWith(BATCH))
  return {
    demoCamera: argv.includes('--demo'),
    batchFile: batch ? batch.slice(BATCH.length) : null,
    kiosk: argv.includes('--kiosk'),
    proof: argv.includes('--kazari-proof'),
    sandboxed: !argv.includes('--no-sandbox'),
  }
}
