import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchKazari, root, type Kazari } from '../support/app'
import { keepFigures, tally } from '../support/figures'
import type { Hashing, MainProcess } from '../support/mainModules'
import { letterAddresses, traversalAddresses } from './traversal'

/** What came back from one address: `refused` where there was no answer at all. */
type Answer = 'refused' | { readonly status: number; readonly sha256: string }

const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const NOT_FOUND = sum(Buffer.from('not found'))

/** The sums of every file of the renderer's folder: what an address may give, whatever it is. */
function ownFiles(): ReadonlySet<string> {
  const folder = join(root, 'out-test/renderer')
  return new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => sum(readFileSync(join(entry.parentPath, entry.name)))),
  )
}

/** Why an answer must not have been given; null where it may. */
function leak(answer: Answer, allowed: ReadonlySet<string>): string | null {
  if (answer === 'refused') return null
  if (answer.status === 200) return allowed.has(answer.sha256) ? null : 'bytes that are not of the page'
  return answer.sha256 === NOT_FOUND ? null : `more than “not found” with ${answer.status}`
}

test.describe('the app protocol', () => {
  let kazari: Kazari
  let letter: string
  let allowed: Set<string>

  const fromPage = (addresses: readonly string[]): Promise<readonly Answer[]> =>
    kazari.page.evaluate(
      (list) =>
        Promise.all(
          list.map(async (address): Promise<Answer> => {
            try {
              const answer = await fetch(address)
              const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
              const sha256 = [...new Uint8Array(digest)]
                .map((byte) => byte.toString(16).padStart(2, '0'))
                .join('')
              return { status: answer.status, sha256 }
            } catch {
              return 'refused'
            }
          }),
        ),
      addresses,
    )

  /** Past the page's own policy: main's network stack, on both sessions. */
  const fromMain = (addresses: readonly string[], which: 'own' | 'default'): Promise<readonly Answer[]> =>
    kazari.app.evaluate(
      ({ BrowserWindow, session }, given) => {
        const { mainModule } = process as unknown as MainProcess
        const { createHash: hash } = mainModule.require('node:crypto') as Hashing
        const used =
          given.which === 'own'
            ? BrowserWindow.getAllWindows()[0]?.webContents.session
            : session.defaultSession
        return Promise.all(
          given.addresses.map(async (address): Promise<Answer> => {
            try {
              const answer = await used?.fetch(address)
              if (!answer) return 'refused'
              const bytes = new Uint8Array(await answer.arrayBuffer())
              return { status: answer.status, sha256: hash('sha256').update(bytes).digest('hex') }
            } catch {
              return 'refused'
            }
          }),
        )
      },
      { addresses, which },
    )

  test.beforeAll(async () => {
    kazari = await launchKazari({ camera: 'none' })
    letter = await kazari.page.evaluate(async () => {
      const { kazari: bridge } = globalThis as unknown as {
        kazari: { call(name: string, argument: object): Promise<{ value: { url: string } }> }
      }
      return (await bridge.call('poster:preview', { poster: 'customer-desk', language: 'en' })).value.url
    })
    const [kept] = await fromMain([letter], 'own')
    if (kept === undefined || kept === 'refused' || kept.status !== 200) throw new Error('no letter is kept')
    allowed = new Set([...ownFiles(), kept.sha256])
  })
  test.afterAll(() => kazari.close())

  test('gives, to whatever address, nothing but files of the page and letters that are kept', async () => {
    test.setTimeout(180_000)
    const addresses = [...traversalAddresses(), ...letterAddresses(letter)]
    expect(addresses.length).toBeGreaterThan(900)
    // Main reads files by itself: `file:` is shut to pages, and is no part of this protocol.
    const ofTheScheme = addresses.filter((address) => !/^file:/i.test(address))
    const figures: Record<string, object> = {}
    for (const [from, asked, answers] of [
      ['the page', addresses, await fromPage(addresses)],
      ['main', ofTheScheme, await fromMain(ofTheScheme, 'own')],
      ['main, the other session', ofTheScheme, await fromMain(ofTheScheme, 'default')],
    ] as const) {
      const leaks = asked.flatMap((address, index) => {
        const why = leak(answers[index] ?? 'refused', allowed)
        return why === null ? [] : [`${address}: ${why}`]
      })
      expect(leaks, from).toEqual([])
      figures[from] = tally(answers.map((answer) => (answer === 'refused' ? answer : String(answer.status))))
    }
    keepFigures('protocol', { addresses: addresses.length, answers: figures })
  })

  test('of a letter’s address only the address itself is answered', async () => {
    const others = letterAddresses(letter)
    const [kept] = await fromMain([letter], 'own')
    const answers = await fromMain(others, 'own')
    const found = others.filter((_, index) => JSON.stringify(answers[index]) === JSON.stringify(kept))
    // `%2e` is a dot to every reader of addresses, and is gone before main is asked.
    expect(found.filter((address) => !address.includes('/%2e/') && !address.includes('\\'))).toEqual([])
  })

  test('the check itself: files of the page are given, and what lies beside them would be seen', async () => {
    const right = ['app://kazari/index.html', 'app://kazari/../index.html', 'app://KAZARI/index.html']
    for (const answers of [await fromPage(right), await fromMain(right, 'own')])
      for (const answer of answers) expect(answer).toMatchObject({ status: 200 })
    for (const beside of ['package.json', 'main/index.cjs', 'preload/index.cjs'])
      expect(
        leak({ status: 200, sha256: sum(readFileSync(join(root, 'out-test', beside))) }, allowed),
      ).not.toBeNull()
    expect(leak({ status: 500, sha256: sum(Buffer.from('/srv/secret')) }, allowed)).not.toBeNull()
  })
})
