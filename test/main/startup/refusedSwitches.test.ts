import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSwitches } from '../../../src/main/startup/refusedSwitches'

const people = { testBuild: false }
const driven = { testBuild: true }
const check = (argv: readonly string[], build = people, platform: NodeJS.Platform = 'linux') =>
  checkSwitches(argv, {}, platform, build)

const NAMED_IN_THE_GUARANTEE = [
  'remote-debugging-port=9222',
  'remote-debugging-pipe',
  'no-sandbox',
  'disable-dev-shm-usage',
  'disable-web-security',
  'enable-logging',
  'log-file=/tmp/x',
  'user-data-dir=/tmp/x',
  'js-flags=--expose-gc',
  'load-extension=/tmp/x',
  'renderer-cmd-prefix=gdb',
  'utility-cmd-prefix=gdb',
  'trace-startup',
  'use-fake-device-for-media-stream',
  'use-fake-ui-for-media-stream',
  'use-file-for-fake-video-capture=/tmp/x.mjpeg',
  'inspect',
  'inspect-brk=9229',
  'disable-gpu-sandbox',
  'proxy-server=localhost:1',
]

describe('a build for people', () => {
  test.each(NAMED_IN_THE_GUARANTEE)('refuses --%s with one line that names it', (given) => {
    const name = given.split('=')[0] ?? ''
    const refused = check(['out', `--${given}`])
    expect(refused).toMatchObject({ ok: false, error: { name } })
    if (!refused.ok) expect(refused.error.sentence).toMatch(new RegExp(`^[^\\n]*--${name}: [^\\n]+\\.$`))
  })

  test.each(NAMED_IN_THE_GUARANTEE)('sees through other spellings of --%s', (given) => {
    const shouted = given.replace(/^[^=]+/, (name) => name.toUpperCase())
    for (const spelling of [`-${given}`, `--${shouted}`, `--${given.replaceAll('-', '_')}`])
      expect(check([spelling]).ok).toBe(false)
    expect(check([`/${given}`], people, 'win32').ok).toBe(false)
  })

  test('starts with its own switches, a path and harmless ones', () => {
    expect(
      check([
        '/opt/kazari/out',
        '--demo',
        '--kazari-batch=/tmp/jobs.json',
        '--lang=ja',
        '--enable-features=X',
        '-',
      ]).ok,
    ).toBe(true)
  })

  test('leaves what follows a bare double dash to the program, as Chromium does', () => {
    expect(check(['--', '--no-sandbox']).ok).toBe(true)
  })

  test('refuses variables that make Chromium write logs', () => {
    expect(checkSwitches([], { ELECTRON_ENABLE_LOGGING: '1' }, 'linux', people).ok).toBe(false)
    expect(checkSwitches([], { ELECTRON_ENABLE_LOGGING: '', PATH: '/bin' }, 'linux', people).ok).toBe(true)
  })
})

describe('the variable NODE_OPTIONS', () => {
  const started = (options: string, build = people) =>
    checkSwitches([], { NODE_OPTIONS: options }, 'linux', build)

  test.each([
    '--require /tmp/spy.js',
    '--require=/tmp/spy.js',
    '-r /tmp/spy.js',
    '"--import" file:///tmp/spy.mjs',
    '--experimental_loader=/tmp/spy.mjs',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '--heapsnapshot-signal=SIGUSR2',
    '--cpu-prof',
    '--report-on-signal',
    '--max-old-space-size=4096 --require ./spy.js',
  ])('with %s is refused in one line', (options) => {
    for (const build of [people, driven]) {
      const refused = started(options, build)
      expect(refused).toMatchObject({ ok: false, error: { name: 'NODE_OPTIONS' } })
      if (!refused.ok) expect(refused.error.sentence).toMatch(/^[^\n]*NODE_OPTIONS: [^\n]+\.$/)
    }
  })

  test.each(['', '--max-old-space-size=4096', '--no-deprecation --enable-source-maps', 'require'])(
    'with "%s" is let through',
    (options) => {
      expect(started(options).ok).toBe(true)
    },
  )
})

describe('a test build', () => {
  test.each([
    '--remote-debugging-port=0',
    '--inspect=0',
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-file-for-fake-video-capture=/tmp/x.mjpeg',
  ])('accepts %s', (given) => {
    expect(check([given], driven).ok).toBe(true)
    expect(check([given], people).ok).toBe(false)
  })

  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-port',
    '--inspect',
    '--inspect=9229',
    '--inspect-brk=0',
    '--use-fake-ui-for-media-stream',
    '--use-file-for-fake-audio-capture=/tmp/x.wav',
    '--disable-dev-shm-usage',
    '--enable-logging',
  ])('still refuses %s', (given) => {
    expect(check([given], driven).ok).toBe(false)
  })

  test('one refused switch among any others is found', () => {
    const harmless = fc.constantFrom('--demo', '--lang=ja', 'file.png', '--inspect=0', '--no-sandbox')
    fc.assert(
      fc.property(
        fc.array(harmless),
        fc.array(harmless),
        fc.constantFrom('--enable-logging', '--js-flags=x'),
        (before, after, bad) => {
          expect(check([...before, bad, ...after], driven).ok).toBe(false)
          expect(check([...before, ...after], driven).ok).toBe(true)
        },
      ),
    )
  })
})
