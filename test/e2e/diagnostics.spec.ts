import { _electron, expect, test, type Page } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Diagnostics } from '../../src/contracts/calls/diagnostics'
import { keepScreen, launchKazari, root, type Kazari } from './support/app'
import { hostFacts, SWAP_ON, SYSTEMD_COREDUMP } from './support/hostFacts'
import { runtimeExecutable } from './support/runtime'
import { catalogue, noticeText, press, type Language } from './support/walk'

async function ask<Value>(page: Page, name: string, argument: object = {}): Promise<Value> {
  const reply = await page.evaluate(
    ([wanted, given]) =>
      (
        window as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
      ).kazari.call(wanted, given),
    [name, argument] as const,
  )
  expect(reply).toMatchObject({ ok: true })
  return (reply as { value: Value }).value
}

async function openDiagnostics({ page }: Kazari, language: Language): Promise<void> {
  const say = catalogue(language)
  await page.getByRole('button', { name: noticeText(language).refuse }).click()
  await press(page, say('screen.settings'))
  await press(page, say('settings.diagnostics'))
  await expect(page.locator('[data-check="swap"]')).toBeVisible()
}

const stateOf = (page: Page, check: string) =>
  page.locator(`[data-check="${check}"]`).getAttribute('data-state')

/** A page that scrolls sideways or as a whole would hide what it says. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight }
  })

for (const language of ['ja', 'en'] as const) {
  test(`Diagnostics says what was found and how to put it right (${language})`, async () => {
    const say = catalogue(language)
    const host = hostFacts({
      '/proc/swaps': SWAP_ON,
      '/proc/sys/kernel/core_pattern': SYSTEMD_COREDUMP,
      '/etc/cups/cupsd.conf': 'LogLevel warn\nPreserveJobFiles 1d\nMaxJobs 200\n',
    })
    const kazari = await launchKazari({
      camera: 'none',
      language,
      arguments: ['--demo'],
      environment: host.environment,
    })
    const { page, app } = kazari
    await openDiagnostics(kazari, language)
    expect(await stateOf(page, 'swap')).toBe('swap-disk')
    expect(await stateOf(page, 'core-dumps')).toBe('dumps-handler')
    expect(await stateOf(page, 'print-spool')).toBe('spool-keeps')
    expect(await stateOf(page, 'partition')).toBe('partition-memory')
    await expect(page.locator('[data-check="core-dumps"]')).toContainText('systemd-coredump')
    await expect(page.locator('[data-check="swap"]')).toContainText('2.0 GB')
    await expect(page.locator('[data-face-bytes]')).toHaveText('0')
    expect(await overflow(page)).toEqual({ x: 0, y: 0 })
    await keepScreen(page, 'diagnostics', language)

    await page
      .locator('[data-check="core-dumps"]')
      .getByRole('button', { name: new RegExp(`^${say('diag.howToFix')}`) })
      .click()
    await expect(page.getByRole('dialog')).toContainText('prlimit --core=1:1')
    await page.waitForTimeout(400)
    await keepScreen(page, 'diagnostics-fix', language)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('diag.copyCommand') })
      .first()
      .click()
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe('prlimit --core=1:1 kazari --kiosk')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('app.close') })
      .click()

    await page.getByRole('button', { name: say('diag.copy'), exact: true }).click()
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
      .toContain('systemd-coredump')
    const report = await app.evaluate(({ clipboard }) => clipboard.readText())
    for (const words of ['engineNoneText', 'cameraNoneText', 'latencyNone'])
      expect(report).toContain(say(`diag.${words}`))
    expect(report).toContain(kazari.records)
    for (const line of report.split('\n').filter((each) => !each.includes(kazari.records)))
      expect(line).not.toMatch(/\/(?:home|root|Users|tmp)\//)

    // Put right meanwhile: looked at again, it passes.
    host.tell()
    await page.getByRole('button', { name: say('diag.again') }).click()
    await expect(page.locator('[data-check="swap"]')).toHaveAttribute('data-state', 'swap-none')
    expect(await stateOf(page, 'core-dumps')).toBe('dumps-off')
    expect(await stateOf(page, 'print-spool')).toBe('spool-none')
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })
}

test('Diagnostics says of Kazari’s own processes what the system says of them', async () => {
  const kazari = await launchKazari({ camera: 'none', arguments: ['--demo'] })
  const { page } = kazari
  await page.getByRole('button', { name: noticeText('en').give }).click()
  await expect(page.getByRole('banner')).toContainText(/ONNX|WebGPU|WASM|Native|GPU/, { timeout: 45_000 })
  const found = await ask<Diagnostics>(page, 'diagnostics:check')

  const pids = await kazari.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
  expect(found.processes.map(({ pid }) => pid).toSorted()).toEqual(pids.toSorted())
  expect(found.processes.filter(({ kind }) => kind === 'vision')).toHaveLength(1)
  expect(found.processes.filter(({ kind }) => kind === 'page').length).toBeGreaterThan(0)
  for (const { pid, seccomp, filters, noNewPrivileges, depth, userNamespace } of found.processes) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    expect(status).toMatch(new RegExp(`^Seccomp:\\t${seccomp}$`, 'm'))
    expect(status).toMatch(new RegExp(`^Seccomp_filters:\\t${filters}$`, 'm'))
    expect(status).toMatch(new RegExp(`^NoNewPrivs:\\t${noNewPrivileges ? 1 : 0}$`, 'm'))
    expect(/^NSpid:\t(.*)$/m.exec(status)?.[1]?.split('\t')).toHaveLength(depth ?? -1)
    if (userNamespace !== null) expect(userNamespace).toBe(readlinkSync(`/proc/${pid}/ns/user`))
  }

  const state = (id: string) => found.checks.find((check) => check.id === id)
  const swaps = readFileSync('/proc/swaps', 'utf8').trim().split('\n').slice(1)
  expect(state('swap')?.state === 'swap-none').toBe(swaps.length === 0)
  const main = kazari.app.process().pid ?? 0
  const limit = /^Max core file size\s+(\S+)/m.exec(readFileSync(`/proc/${main}/limits`, 'utf8'))?.[1]
  expect(String(state('core-dumps')?.facts['limit'])).toBe(limit)
  // This test's own driver is connected to the app within this computer, and nothing leads out.
  expect(state('network')?.facts).toMatchObject({ open: 0, refused: 0 })
  expect(Number(state('network')?.facts['own'])).toBeGreaterThan(0)
  // The runtime of development: its wire as the file has it.
  const executable = readFileSync(readlinkSync(`/proc/${main}/exe`))
  const at = executable.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32
  const length = executable[at + 1] ?? 0
  expect(state('fuses')).toMatchObject({
    state: 'fuses-development',
    facts: { wire: executable.toString('latin1', at + 2, at + 2 + length) },
  })
  if (process.getuid?.() === 0)
    expect(state('sandbox')).toMatchObject({ state: 'sandbox-test', outcome: 'fail' })
  await kazari.close()
})

/** An ordinary user that every system has; root starts programs in its name. */
const ORDINARY = 'nobody'

/** Whether root can start the app as an ordinary user here: that user must be able to read the checkout. */
function canStartAsOrdinaryUser(): boolean {
  if (process.getuid?.() !== 0) return false
  const main = join(root, 'out-test/main/index.cjs')
  return [runtimeExecutable(), main].every(
    (path) => spawnSync('runuser', ['-u', ORDINARY, '--', 'test', '-r', path]).status === 0,
  )
}

test('a page of an ordinary user is seen to be locked in, as the system has it', async () => {
  test.skip(!canStartAsOrdinaryUser(), 'needs root, and a checkout that other users may read')
  const home = mkdtempSync(join(tmpdir(), 'kazari-ordinary-'))
  chmodSync(home, 0o777)
  const starter = join(home, 'start.sh')
  writeFileSync(starter, `#!/bin/sh\nexec runuser -u ${ORDINARY} -- "${runtimeExecutable()}" "$@"\n`, {
    mode: 0o755,
  })
  const { environment } = hostFacts()
  chmodSync(dirname(environment['KAZARI_HOST_FACTS'] ?? ''), 0o755)
  const app = await _electron.launch({
    executablePath: starter,
    chromiumSandbox: true,
    args: [join(root, 'out-test'), '--lang=en', '--demo', '--kiosk'],
    env: {
      ...(process.env as Record<string, string>),
      ...environment,
      HOME: home,
      XDG_RUNTIME_DIR: '',
      KAZARI_RECORDS_DIR: join(home, 'records'),
      LANGUAGE: 'en',
    },
  })
  const page = await app.firstWindow()
  // The sandbox is among what a kiosk needs: it opens, so it was seen.
  await expect(page.getByRole('alertdialog', { name: noticeText('en').title })).toBeVisible({
    timeout: 30_000,
  })
  const found = await ask<Diagnostics>(page, 'diagnostics:check')
  const sandbox = found.checks.find(({ id }) => id === 'sandbox')
  expect(sandbox).toMatchObject({ state: 'sandbox-on', outcome: 'pass', required: true })
  const pages = found.processes.filter(({ kind }) => kind === 'page')
  expect(pages.length).toBeGreaterThan(0)
  for (const { pid } of pages) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    expect(/^NSpid:\t(.*)$/m.exec(status)?.[1]?.split('\t').length).toBeGreaterThan(1)
  }
  await app.close()
  rmSync(home, { recursive: true, force: true })
})

test('what is written is listed as it is written, and a stranger among the records is not vouched for', async () => {
  const records = mkdtempSync(join(tmpdir(), 'kazari-written-'))
  mkdirSync(join(records, 'policy'), { recursive: true })
  const kazari = await launchKazari({ camera: 'none', records })
  const { page } = kazari
  await openDiagnostics(kazari, 'en')
  const files = page.getByRole('group', { name: 'Files written this session' })
  await expect(files).toContainText('Nothing was written.')
  await ask(page, 'settings:write', { guides: true })
  await expect(files).toContainText('settings.json')
  await expect(page.locator('[data-face-bytes]')).toHaveText('0')
  await page.getByRole('banner').getByRole('button').last().click()
  await expect(page.getByText(/^1 file written by Kazari itself/)).toBeVisible()
  await keepScreen(page, 'offline-chip', 'en')
  await page.keyboard.press('Escape')

  // Settings that hold more than their schema allows, and a file that Kazari never writes.
  writeFileSync(join(records, 'settings.json'), JSON.stringify({ guides: true, face: [0.31, 0.42, 0.53] }))
  writeFileSync(join(records, 'face.jpg'), 'not of Kazari')
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.locator('[data-face-bytes]')).toHaveText('Cannot be said')
  await expect(files).toContainText('face.jpg')
  await expect(files).toContainText('Its content is not what it should be')
  await expect(page.getByRole('banner')).toContainText('See Diagnostics')
  await keepScreen(page, 'diagnostics-stranger', 'en')
  await kazari.close()
  rmSync(records, { recursive: true, force: true })
})

test('a request that is refused is counted in the chip at once', async () => {
  const kazari = await launchKazari({ camera: 'none' })
  const { page } = kazari
  await page.getByRole('button', { name: noticeText('en').refuse }).click()
  await page.getByRole('banner').getByRole('button').last().click()
  await expect(page.getByText('Every request is refused, and none was tried.')).toBeVisible()
  // What the policy of the page stops never becomes a request; a window of main’s can try one.
  await kazari.app.evaluate(({ net, session }) => {
    net
      .request({ url: 'http://192.0.2.1/', session: session.fromPartition('kazari') })
      .on('error', () => undefined)
      .end()
  })
  await expect(page.getByText('1 request was refused.')).toBeVisible()
  await kazari.close()
})
