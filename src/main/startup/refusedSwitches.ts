import { err, ok, type Result } from '../../domain/result'

export interface SwitchRefusal {
  /** As it was given, without its value. */
  readonly name: string
  /** One line for the terminal. */
  readonly sentence: string
}

export interface BuildKind {
  readonly testBuild: boolean
}

type Reason = 'opens-a-door' | 'weakens-walls' | 'writes-to-disk' | 'fakes-a-camera' | 'changes-network'

const SENTENCES: Readonly<Record<Reason, string>> = {
  'opens-a-door': 'it would let another program read the pictures in memory',
  'weakens-walls': 'it would weaken the isolation of the window',
  'writes-to-disk': 'it would write to disk what must stay in memory',
  'fakes-a-camera': 'it would put a recording in place of the camera',
  'changes-network': 'it would change the offline rules',
}

/**
 * Switches of Chromium and Node that break the guarantee of privacy (docs/privacy). A name that ends in `*` refuses
 * every switch that starts with it.
 */
const REFUSED: Readonly<Record<Reason, readonly string[]>> = {
  'opens-a-door': [
    'remote-debugging-*',
    'remote-allow-origins',
    'inspect*',
    'debug',
    'debug-brk',
    'debug-port',
    'expose-internals',
    'auto-open-devtools-for-tabs',
    'load-extension',
    'disable-extensions-except',
    'js-flags',
    'experimental-loader',
    'renderer-cmd-prefix',
    'utility-cmd-prefix',
    'gpu-launcher',
    'zygote-cmd-prefix',
    'register-pepper-plugins',
    'auto-accept-camera-and-microphone-capture',
    'use-fake-ui-for-media-stream',
    'enable-automation',
  ],
  'weakens-walls': [
    'no-sandbox',
    'disable-*-sandbox',
    'single-process',
    'in-process-gpu',
    'disable-web-security',
    'disable-site-isolation-trials',
    'allow-file-access-from-files',
    'allow-running-insecure-content',
    'ignore-certificate-errors',
    'enable-blink-features',
    'disable-blink-features',
    'unsafely-*',
  ],
  'writes-to-disk': [
    // Moves frame buffers from RAM to files in /tmp.
    'disable-dev-shm-usage',
    'enable-logging',
    'log-file',
    'log-level',
    'vmodule',
    'user-data-dir',
    'disk-cache-dir',
    'trace-*',
    'enable-tracing*',
    'net-log*',
    'log-net-log',
    'webrtc-event-logging',
    'crash-dumps-dir',
    'enable-crash-reporter*',
    'heapsnapshot-*',
    'heap-prof*',
    'cpu-prof*',
    'diagnostic-dir',
    'report-*',
    'print-to-pdf',
    'screenshot',
    'dump-dom',
  ],
  'fakes-a-camera': ['use-fake-device-for-media-stream', 'use-file-for-fake-*'],
  'changes-network': [
    'proxy-*',
    'no-proxy-server',
    'host-rules',
    'host-resolver-rules',
    'force-webrtc-ip-handling-policy',
  ],
}

/** What a test build may be started with besides: its driver's own port (chosen by the system), a recorded camera, and root's missing sandbox. */
function isTestException(name: string, value: string | null): boolean {
  if (name === 'remote-debugging-port' || name === 'inspect') return value === '0'
  return ['no-sandbox', 'use-fake-device-for-media-stream', 'use-file-for-fake-video-capture'].includes(name)
}

/** Names of the switches that only a test build takes, as this start was given them. */
export const testSwitches = (argv: readonly string[], platform: NodeJS.Platform): readonly string[] =>
  argv.flatMap((argument) => {
    const found = readSwitch(argument, platform)
    return found !== null && isTestException(found.name, found.value) ? [found.name] : []
  })

function matches(pattern: string, name: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === name
  return name.startsWith(pattern.slice(0, star)) && name.endsWith(pattern.slice(star + 1))
}

/**
 * Name and value of a switch as Chromium reads it (one dash or two, and a slash on Windows; name without regard to case),
 * or null for an argument that is no switch.
 */
function readSwitch(
  argument: string,
  platform: NodeJS.Platform,
): { name: string; value: string | null } | null {
  const prefix = platform === 'win32' ? /^(?:--?|\/)(?=[^\s/\\-])/ : /^--?(?=[^-])/
  if (!prefix.test(argument)) return null
  const body = argument.replace(prefix, '')
  const equals = body.indexOf('=')
  const name = (equals < 0 ? body : body.slice(0, equals)).toLowerCase()
  // Node accepts an underscore wherever a dash may stand.
  return { name: name.replaceAll('_', '-'), value: equals < 0 ? null : body.slice(equals + 1) }
}

/** What Node would load into this process before Kazari's first line. */
const LOADS_CODE = ['r', 'require', 'import', 'loader', 'experimental-loader']

/**
 * Node reads its own options from a variable, too. A packaged Kazari has that turned off for good; one that is run from
 * a clone looks at what the variable holds. Options that only limit memory or print warnings harm nobody.
 */
function nodeOptionRefusal(
  options: string,
  platform: NodeJS.Platform,
  build: BuildKind,
): SwitchRefusal | null {
  for (const word of options.split(/[\s"']+/)) {
    const found = readSwitch(word, platform)
    if (!found || (build.testBuild && isTestException(found.name, found.value))) continue
    const reasons: readonly Reason[] = ['opens-a-door', 'writes-to-disk']
    const reason = LOADS_CODE.includes(found.name)
      ? 'opens-a-door'
      : reasons.find((each) => REFUSED[each].some((pattern) => matches(pattern, found.name)))
    if (reason === undefined) continue
    const sentence = `Kazari does not start with --${found.name} in the variable NODE_OPTIONS: ${SENTENCES[reason]}.`
    return { name: 'NODE_OPTIONS', sentence }
  }
  return null
}

/** Refuses to start with a switch or a variable that would break the guarantee. `argv` is without the executable. */
export function checkSwitches(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  build: BuildKind,
): Result<void, SwitchRefusal> {
  for (const argument of argv) {
    if (argument === '--') break
    const found = readSwitch(argument, platform)
    if (!found || (build.testBuild && isTestException(found.name, found.value))) continue
    for (const [reason, patterns] of Object.entries(REFUSED) as [Reason, readonly string[]][]) {
      if (patterns.some((pattern) => matches(pattern, found.name))) {
        return err({
          name: found.name,
          sentence: `Kazari does not start with --${found.name}: ${SENTENCES[reason]}.`,
        })
      }
    }
  }
  const injected = nodeOptionRefusal(environment.NODE_OPTIONS ?? '', platform, build)
  if (injected !== null) return err(injected)
  for (const name of [
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'ELECTRON_ENABLE_STACK_DUMPING',
    'SSLKEYLOGFILE',
  ]) {
    if (environment[name]) {
      return err({
        name,
        sentence: `Kazari does not start with the variable ${name} set: ${SENTENCES['writes-to-disk']}.`,
      })
    }
  }
  return ok(undefined)
}
