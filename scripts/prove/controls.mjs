/**
 * Leaks on purpose, and which step has to notice each. `structure` is a pattern of a path that the trace must show, `content` the checks of
 * the search of which one must find something, `network` where something must have been sent. Every step that is named has to catch
 * the leak; one that does not is a hole in the proof. `outsideHome`: without an image only the home is searched, and the content is not there.
 */
/**
 * One way to break the promise. `wall`: a protection that is down is the leak itself; `format`: of the picture that must be found; `lookup`: any name server will do.
 * @typedef {object} Leak
 * @property {string} kind
 * @property {string} says
 * @property {boolean} [wall]
 * @property {string} [structure]
 * @property {readonly string[]} [content]
 * @property {string} [format]
 * @property {boolean} [outsideHome]
 * @property {string} [network]
 * @property {boolean} [lookup]
 */

/** @type {readonly { group: string, walls: readonly string[], crashes: readonly string[], leaks: readonly Leak[] }[]} */
export const DISK_CONTROLS = [
  {
    group: 'plain',
    walls: [],
    crashes: [],
    leaks: [
      {
        kind: 'jpeg-written-and-unlinked',
        says: 'a camera frame is written to /tmp as a JPEG and deleted at once',
        structure: '^/tmp/frame\\.jpg$',
        content: ['pictures'],
        format: 'jpeg',
        outsideHome: true,
      },
      {
        kind: 'raw-frame-in-cache-file',
        says: 'the pixels of a camera frame are appended to a cache file',
        structure: '/kazari-leak/frames\\.cache$',
        content: ['pixels-words'],
      },
      {
        kind: 'landmarks-in-log',
        says: 'landmarks are written to a log as JSON',
        structure: '/kazari-leak/debug\\.log$',
        content: ['landmarks-text', 'landmarks-digits'],
      },
      {
        kind: 'pdf-in-temporary-directory',
        says: 'the window is printed to a PDF in /tmp',
        structure: '^/tmp/print-job\\.pdf$',
        content: ['pictures'],
        format: 'pdf-image',
        outsideHome: true,
      },
    ],
  },
  {
    group: 'kept profile',
    walls: ['persistent-partition'],
    crashes: [],
    leaks: [
      {
        kind: 'landmarks-in-local-storage',
        says: 'the page keeps landmarks in localStorage, in a partition on disk',
        structure: '/kazari-leak/.*Local Storage/leveldb/',
        content: ['landmarks-text', 'landmarks-digits'],
      },
      {
        kind: 'frame-in-indexed-db',
        says: 'the page keeps a camera frame in IndexedDB, in a partition on disk',
        structure: '/kazari-leak/.*IndexedDB/',
        content: ['pictures'],
      },
    ],
  },
  {
    group: 'careless switches',
    walls: ['downloads-allowed', 'frame-buffers-in-tmp', 'crash-reporter', 'console-in-log-file'],
    crashes: ['renderer'],
    leaks: [
      {
        kind: 'page-download',
        // It is deleted within a moment, often before the disk has it: the trace is who has to see it.
        says: 'the page downloads a camera frame by a[download]; will-download prevents it, too late',
        structure: '^(?!/tmp/|/dev/shm/).*/\\.org\\.chromium\\.Chromium\\.',
      },
      {
        kind: 'landmarks-on-console',
        says: 'the page prints landmarks to the console, and main keeps what it prints in a file',
        structure: '/kazari-leak/page-console\\.log$',
        content: ['landmarks-text', 'landmarks-digits'],
      },
      {
        kind: 'console-in-log-file',
        wall: true,
        says: 'Chromium keeps its own log in a file (enable-logging)',
        structure: '/kazari-leak/console\\.log$',
      },
      {
        kind: 'frame-buffers-in-tmp',
        wall: true,
        says: 'frame buffers are moved from memory to /tmp (disable-dev-shm-usage)',
        structure: '^/tmp/\\.org\\.chromium\\.Chromium\\.',
      },
      {
        kind: 'crash-reporter',
        wall: true,
        says: 'the crash reporter runs and the page crashes',
        structure: '/kazari-leak/crashes/',
      },
    ],
  },
]

/** @type {{ walls: readonly string[], leaks: readonly Leak[] }} */
export const NETWORK_CONTROLS = {
  walls: ['open-network'],
  leaks: [
    { kind: 'fetch', says: 'the page calls fetch', network: '^192\\.0\\.2\\.7:80$' },
    {
      kind: 'stun',
      says: 'the page asks a STUN server (RTCPeerConnection)',
      network: '^192\\.0\\.2\\.8:3478$',
    },
    { kind: 'web-transport', says: 'the page opens a WebTransport', network: '^192\\.0\\.2\\.9:4433$' },
    {
      kind: 'dns-prefetch',
      says: 'the page has names looked up ahead (dns-prefetch, preconnect)',
      lookup: true,
    },
    { kind: 'node-http', says: 'main calls http.get', network: '^192\\.0\\.2\\.10:80$' },
    { kind: 'node-udp', says: 'main sends a datagram', network: '^192\\.0\\.2\\.11:5005$' },
    { kind: 'node-lookup', says: 'main looks a name up', network: '^192\\.0\\.2\\.12:53$' },
  ],
}

/**
 * Whether each step that has to catch this leak did.
 * @param {Leak} leak
 * @param {{ structure: { findings: readonly object[] }, content: { findings: readonly object[], onImage?: boolean } | null }} found
 */
export function judgeControl(leak, { structure, content }) {
  const expected = []
  const evidence = []
  const caughtBy = []
  const look = (step, found, words) => {
    expected.push(step)
    if (!found) return
    caughtBy.push(step)
    evidence.push(`${step}: ${words(found)}`)
  }
  const matches = (pattern, text) => typeof text === 'string' && new RegExp(pattern).test(text)
  if (leak.structure)
    look(
      'structure',
      structure.findings.find(({ kind, path }) => kind === 'file' && matches(leak.structure, path)),
      ({ what, path }) => `${what} ${path}`,
    )
  const isSearched = content !== null && !(leak.outsideHome && content.onImage === false)
  if (leak.content && isSearched)
    look(
      'content',
      content.findings.find(
        ({ check, detail }) =>
          leak.content.includes(check) && (!leak.format || detail.startsWith(leak.format)),
      ),
      ({ check, detail, offset }) => `${check} at byte ${offset}: ${detail}`,
    )
  if (leak.network)
    look(
      'network',
      structure.findings.find(({ where }) => matches(leak.network, where)),
      ({ what, where }) => `${what} ${where}`,
    )
  if (leak.lookup)
    look(
      'network',
      structure.findings.find(
        ({ kind, where, path }) =>
          (kind === 'name-lookup' && !/^192\.0\.2\./.test(where)) || matches('systemd/resolve|avahi', path),
      ),
      ({ what, where, path }) => `${what} ${where ?? path}`,
    )
  const missedBy = expected.filter((step) => !caughtBy.includes(step))
  const { kind, says } = leak
  return {
    kind,
    says,
    expected,
    caughtBy,
    missedBy,
    caught: expected.length > 0 && missedBy.length === 0,
    evidence,
  }
}
