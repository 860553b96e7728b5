import type { TestName } from './articles/rows'

/**
 * The twenty recommendations of Electron's own tutorial “Security”, in its order, and the tests that show each on the
 * running app, or that it has no place here. A recommendation that is added there is added here.
 */
export interface ChecklistRow {
  readonly item: number
  readonly asks: string
  readonly tests: readonly TestName[]
}

const of =
  (file: TestName[0]) =>
  (title: string): TestName => [file, title]

const checklist = of('test/e2e/hardening/checklist.spec.ts')
const leaving = of('test/e2e/hardening/leaving.spec.ts')
const calls = of('test/e2e/hardening/ipc.spec.ts')
const protocol = of('test/e2e/hardening/protocol.spec.ts')
const privacy = of('test/e2e/privacy.spec.ts')
const scheme = of('test/main/window/appScheme.test.ts')
const switches = of('test/main/startup/refusedSwitches.test.ts')
const packaged = of('test/e2e/package.spec.ts')
const powers = of('test/architecture/unusedPowers.test.ts')

const EVERY_WINDOW =
  'every window, the letters’ hidden one included, is sandboxed, isolated, without Node, and with no safety switched off'
const NO_SWITCH = 'no switch takes a safety away from every page'

export const CHECKLIST: readonly ChecklistRow[] = [
  {
    item: 1,
    asks: 'Only load secure content',
    tests: [
      checklist('everything the page has loaded came from Kazari’s own scheme, a blob or its own text'),
      privacy('nothing reaches the network: fetch, images, sockets, Node-side requests'),
    ],
  },
  {
    item: 2,
    asks: 'No Node.js for remote content',
    tests: [checklist(EVERY_WINDOW), privacy('the page is sandboxed, isolated and has no Node')],
  },
  {
    item: 3,
    asks: 'Context isolation',
    tests: [
      checklist(EVERY_WINDOW),
      checklist('what a page does to the built-in prototypes does not reach the bridge'),
    ],
  },
  {
    item: 4,
    asks: 'Process sandboxing',
    tests: [
      checklist(EVERY_WINDOW),
      privacy('a build for people refuses the switches of a test build'),
      switches('refuses --%s with one line that names it'),
    ],
  },
  {
    item: 5,
    asks: 'Permission requests are handled',
    tests: [
      privacy('only the camera may be asked for: every other permission is denied'),
      leaving('a window that is not Kazari’s own gets no permission, not even the camera'),
      scheme('denied: %j'),
    ],
  },
  {
    item: 6,
    asks: '`webSecurity` stays on',
    tests: [checklist(EVERY_WINDOW), checklist(NO_SWITCH), privacy('refuses to start with ${refused}')],
  },
  {
    item: 7,
    asks: 'A restrictive Content-Security-Policy',
    tests: [
      checklist('no script runs that did not come with Kazari: inline, as text, from a blob, from data'),
      privacy(
        'every answer of the app protocol carries the policy header with sandbox and without downloads',
      ),
    ],
  },
  {
    item: 8,
    asks: 'No `allowRunningInsecureContent`',
    tests: [checklist(EVERY_WINDOW), checklist(NO_SWITCH)],
  },
  { item: 9, asks: 'No experimental features', tests: [checklist(EVERY_WINDOW), checklist(NO_SWITCH)] },
  { item: 10, asks: 'No `enableBlinkFeatures`', tests: [checklist(EVERY_WINDOW), checklist(NO_SWITCH)] },
  {
    item: 11,
    asks: 'No `allowpopups` for webviews',
    tests: [leaving('a webview is no more than an unknown element, and one that is forced is not attached')],
  },
  {
    item: 12,
    asks: 'Webview options are verified before one is made',
    tests: [leaving('a webview is no more than an unknown element, and one that is forced is not attached')],
  },
  {
    item: 13,
    asks: 'Navigation is limited',
    tests: [
      leaving('no navigation leads away: links, forms, refreshes, frames, history, files that are dropped'),
      privacy('no navigation, no new window, no download'),
    ],
  },
  {
    item: 14,
    asks: 'New windows are limited',
    tests: [
      leaving('no second window opens, whatever asks for it'),
      privacy('no navigation, no new window, no download'),
    ],
  },
  {
    item: 15,
    asks: 'No `shell.openExternal` with untrusted content',
    tests: [
      leaving('nothing is handed to the system to open, whatever a page asks for'),
      powers('no code of Kazari has %s'),
    ],
  },
  {
    item: 16,
    asks: 'A current version of Electron',
    tests: [
      powers(
        'the Electron that people get is one exact release, the same in the list of packages and in its lock',
      ),
    ],
  },
  {
    item: 17,
    asks: 'The sender of every message is validated',
    tests: [
      calls('other windows, whatever they show and however they came by the bridge, are refused everything'),
      calls('a frame inside a page, with the bridge in it, is refused everything'),
      calls(
        'the frame of a letter, the letters’ hidden window and frames that do not belong to their window are refused',
      ),
      calls('the own window is a stranger while it shows something else, and itself again afterwards'),
    ],
  },
  {
    item: 18,
    asks: 'A scheme of its own in the place of `file:`',
    tests: [
      checklist('file: leads nowhere from the page: no picture, no text, no request'),
      protocol('gives, to whatever address, nothing but files of the page and letters that are kept'),
      powers('no code of Kazari has %s'),
    ],
  },
  {
    item: 19,
    asks: 'Fuses are looked at',
    // What a fuse of the package turns off, an unpacked start refuses by itself.
    tests: [
      packaged('has its fuses set, as its executable shows'),
      packaged('is no Node, whatever the environment says; the runtime it was made from is'),
      switches('refuses --%s with one line that names it'),
    ],
  },
  {
    item: 20,
    asks: 'No Electron API for web content',
    tests: [
      checklist('the page has two functions of the preload and nothing of Electron behind them'),
      calls('a page that can name any channel finds the calls of the contract shut, and no other channel'),
    ],
  },
]
