import { expect, test, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepScreen, launchKazari, root, visionPids } from './support/app'
import { PIN, setUpDesk, toDesk, WORDS } from './support/desk'
import { portraitFrame, stillCamera } from './support/flows'
import { CALM_HOST, hostFacts, SWAP_ON, SYSTEMD_COREDUMP } from './support/hostFacts'
import { runtimeExecutable } from './support/runtime'
import { catalogue, noticeText, press, type Language } from './support/walk'

const ACCEPTANCES = 'kiosk-acceptances.jsonl'

const call = (page: Page, name: string, argument: object = {}) =>
  page.evaluate(
    ([wanted, given]) =>
      (
        window as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
      ).kazari.call(wanted, given),
    [name, argument] as const,
  )

const cameraAsked = (page: Page) =>
  page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: unknown) => (error instanceof DOMException ? error.name : 'other'),
    ),
  )

/** The studio begins after the door: its first paint on a busy computer. */
const PATIENT = { timeout: 30_000 } as const

const freshRecords = () => mkdtempSync(join(tmpdir(), 'kazari-kiosk-'))

/** Records in which somebody has set up a Customer Desk, as people do. */
async function recordsWithDesk(language: Language): Promise<string> {
  const records = freshRecords()
  const kazari = await launchKazari({ camera: 'none', language, records })
  await toDesk(kazari.page, language)
  await setUpDesk(kazari.page, language)
  await kazari.close()
  return records
}

const kioskOn = async (
  records: string,
  environment: Readonly<Record<string, string>>,
  language: Language = 'en',
) => {
  const camera = stillCamera(await portraitFrame(1, 0, 90))
  return launchKazari({ camera, language, records, arguments: ['--kiosk'], environment })
}

/** Starts the app and waits for its end. */
function run(environment: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const list = ['--lang=en', '--kiosk', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const child = spawn(runtimeExecutable(), [join(root, 'out-test'), ...list], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((done) => child.on('exit', (code) => done({ code, said })))
}

test('without a desk a kiosk whose computer is not ready does not start, and says what is wrong', async () => {
  const records = freshRecords()
  const { environment } = hostFacts({ '/proc/swaps': SWAP_ON, '/etc/cups/cupsd.conf': false })
  const { code, said } = await run({ ...environment, KAZARI_RECORDS_DIR: records })
  expect(code).toBe(2)
  expect(said).toContain(
    'Kazari does not open for visitors: swap on a disk is on; the print system could not be looked at.',
  )
  expect(readdirSync(records)).toEqual([])
  rmSync(records, { recursive: true, force: true })
})

for (const language of ['ja', 'en'] as const) {
  test(`a kiosk that is not ready answers its door alone, until a member accepts it (${language})`, async () => {
    // Six starts of the app, one after the other.
    test.setTimeout(300_000)
    const say = catalogue(language)
    const records = await recordsWithDesk(language)
    const host = hostFacts({ '/proc/swaps': SWAP_ON, '/sys/power/state': 'freeze mem disk\n' })
    const first = await kioskOn(records, host.environment, language)
    const { page } = first
    await expect(page.getByRole('heading', { name: say('kioskDoor.title') })).toBeVisible()
    await expect(page.locator('[data-check]')).toHaveCount(2)
    await expect(page.locator('[data-check="swap"]')).toContainText('2.0 GB')
    await keepScreen(page, 'kiosk-door', language)

    for (const name of ['consent:read', 'vision:status', 'privacy:read', 'desk:status', 'picture:paste'])
      expect(await call(page, name), name).toEqual({ ok: false, error: { code: 'kiosk-shut' } })
    const sha256 = 'a'.repeat(64)
    expect(await call(page, 'consent:present', { language, sha256, actor: 'self' })).toMatchObject({
      ok: false,
    })
    expect(await call(page, 'consent:answer', { answer: 'given' })).toMatchObject({ ok: false })
    expect(await call(page, 'vision:connect', { nonce: 'n'.repeat(32) })).toEqual({
      ok: false,
      error: { code: 'kiosk-shut' },
    })
    expect(await cameraAsked(page)).toBe('NotAllowedError')
    expect(await visionPids(first.app)).toEqual([])

    // A wrong PIN is counted on the disk, where the desk counts them.
    await page.getByLabel(say('kioskDoor.pin'), { exact: true }).fill('999111')
    await page.getByRole('button', { name: say('kioskDoor.accept') }).click()
    await expect(page.getByRole('alert')).toContainText(say('error.desk-wrong-pin'))
    const kept = JSON.parse(readFileSync(join(records, 'desk-access.json'), 'utf8')) as {
      tries: { wrong: number }
    }
    expect(kept.tries.wrong).toBe(1)
    expect(existsSync(join(records, ACCEPTANCES))).toBe(false)
    await keepScreen(page, 'kiosk-door-wrong-pin', language)

    // What was not on the screen cannot be accepted.
    host.tell({ '/proc/swaps': SWAP_ON, '/proc/sys/kernel/core_pattern': SYSTEMD_COREDUMP })
    await page.getByLabel(say('kioskDoor.pin'), { exact: true }).fill(PIN)
    await page.getByRole('button', { name: say('kioskDoor.accept') }).click()
    await expect(page.locator('[data-check="core-dumps"]')).toBeVisible(PATIENT)
    expect(existsSync(join(records, ACCEPTANCES))).toBe(false)

    host.tell({ '/proc/swaps': SWAP_ON })
    await page.getByRole('button', { name: say('kioskDoor.again') }).click()
    await expect(page.locator('[data-check]')).toHaveCount(1)
    await page.getByLabel(say('kioskDoor.pin'), { exact: true }).fill(PIN)
    await page.getByRole('button', { name: say('kioskDoor.accept') }).click()
    await expect(page.getByRole('alertdialog', { name: noticeText(language).title })).toBeVisible(PATIENT)
    const lines = readFileSync(join(records, ACCEPTANCES), 'utf8').trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      previous: '',
      entry: {
        kind: 'accepted',
        by: WORDS[language].member,
        condition: { check: 'swap', state: 'swap-disk', facts: { devices: 1, totalBytes: 2_147_479_552 } },
        observed: { usedBytes: 0 },
      },
    })
    expect(lines[0]).not.toContain(PIN)
    expect(first.errors).toEqual([])
    await first.close()

    // The same computer: nobody is asked. Swap that fills up is the same swap.
    host.tell({ '/proc/swaps': SWAP_ON.replace('\t\t0\t\t', '\t\t524288\t\t') })
    const second = await kioskOn(records, host.environment, language)
    await expect(second.page.getByRole('alertdialog', { name: noticeText(language).title })).toBeVisible(
      PATIENT,
    )
    await second.close()

    // Another condition came: it alone is asked for.
    host.tell({ '/proc/swaps': SWAP_ON, '/proc/sys/kernel/core_pattern': SYSTEMD_COREDUMP })
    const third = await kioskOn(records, host.environment, language)
    await expect(third.page.locator('[data-check]')).toHaveCount(1)
    await expect(third.page.locator('[data-check="core-dumps"]')).toBeVisible()
    const ended = new Promise((done) => third.app.process().once('exit', (code) => done(code)))
    // The app may be gone before the driver has heard that it pressed the button: its end is what counts.
    await third.page
      .getByRole('button', { name: say('kioskDoor.quit'), exact: true })
      .click()
      .catch(() => undefined)
    expect(await ended).toBe(0)

    // Outside the kiosk it is listed, and can be taken back; then the kiosk asks for it again.
    host.tell()
    const studio = await launchKazari({ camera: 'none', language, records, environment: host.environment })
    await studio.page.getByRole('button', { name: noticeText(language).refuse }).click()
    await press(studio.page, say('screen.settings'))
    await press(studio.page, say('settings.diagnostics'))
    const takeBack = studio.page.getByRole('button', { name: new RegExp(`^${say('diag.takeBack')}`) })
    await takeBack.scrollIntoViewIfNeeded()
    await expect(studio.page.getByText(WORDS[language].member)).toBeVisible()
    await keepScreen(studio.page, 'diagnostics-accepted', language)
    await takeBack.click()
    await expect(takeBack).toHaveCount(0)
    await studio.close()

    host.tell({ '/proc/swaps': SWAP_ON })
    const again = await kioskOn(records, host.environment, language)
    await expect(again.page.locator('[data-check="swap"]')).toBeVisible()
    await again.close()
    rmSync(records, { recursive: true, force: true })
  })
}

test('five wrong PINs at the door bring the wait of the desk, which a new start does not end', async () => {
  const say = catalogue('en')
  const records = await recordsWithDesk('en')
  const host = hostFacts({ '/proc/swaps': SWAP_ON })
  const kazari = await kioskOn(records, host.environment)
  const { page } = kazari
  const seen = ((await call(page, 'kiosk:status')) as { value: { seen: string } }).value.seen
  for (let wrong = 1; wrong <= 5; wrong++) {
    const reply = await call(page, 'kiosk:accept', { name: 'Sato Hajime', pin: `99111${wrong}`, seen })
    expect(reply).toMatchObject({ ok: false, error: { code: 'desk-wrong-pin' } })
  }
  // The right one, too soon.
  await page.getByLabel(say('kioskDoor.pin'), { exact: true }).fill(PIN)
  await page.getByRole('button', { name: say('kioskDoor.accept') }).click()
  await expect(page.getByRole('alert')).toContainText(/Please wait 0:\d\d/)
  await keepScreen(page, 'kiosk-door-wait', 'en')
  expect(readFileSync(join(records, ACCEPTANCES), 'utf8')).toContain('"kind":"wrong-pins"')
  await kazari.close()

  const next = await kioskOn(records, host.environment)
  expect(await call(next.page, 'kiosk:accept', { name: 'Sato Hajime', pin: PIN, seen })).toMatchObject({
    ok: false,
    error: { code: 'desk-wait' },
  })
  await next.close()
  rmSync(records, { recursive: true, force: true })
})

test('an open kiosk shuts when the computer changes between two visitors', async () => {
  const records = freshRecords()
  const host = hostFacts()
  const kazari = await kioskOn(records, host.environment)
  const { page } = kazari
  await expect(page.getByRole('alertdialog', { name: noticeText('en').title })).toBeVisible(PATIENT)
  // A visitor cannot close it.
  expect(await call(page, 'kiosk:quit')).toMatchObject({ ok: false, error: { code: 'not-available' } })
  expect(await call(page, 'diagnostics:take-back', { id: 'A-7Q4M-20K9' })).toMatchObject({ ok: false })
  host.tell({ ...CALM_HOST, '/proc/swaps': SWAP_ON })
  const opened = kazari.app.waitForEvent('window')
  // The page that asks is gone before it could be answered.
  await call(page, 'session:end').catch(() => undefined)
  const next = await opened
  await expect(next.getByRole('heading', { name: 'Not ready for visitors' })).toBeVisible(PATIENT)
  await expect(next.getByText(/Nobody can accept this here/)).toBeVisible()
  expect(await call(next, 'consent:read')).toEqual({ ok: false, error: { code: 'kiosk-shut' } })
  await kazari.close()
  rmSync(records, { recursive: true, force: true })
})
