import { expect, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chooseSavePath, keepScreen } from './support/app'
import { call, deskOpen, folder, keep, quiet, tab } from './support/registers'

/** A complaint that came by post, as it is typed in. */
const LETTER = {
  kind: 'form',
  id: null,
  code: null,
  form: {
    kind: 'complaint',
    grounds: ['about-an-answer'],
    subjects: [],
    fromDay: '',
    toDay: '',
    description: 'Nobody answered my letter of October.',
    held: '',
    wanted: '',
    requesterKind: 'self',
    name: 'Hanako Yamada',
    address: '1-2-3 Meguro, Tokyo',
    contact: '',
    principalName: '',
    principalAddress: '',
    power: '',
    evidence: [],
    wishedForm: 'paper',
    language: 'en',
  },
}

test('duties and evidence: what is owed, a review, a zip that holds together', async () => {
  const kazari = await deskOpen('en')
  const { page, app } = kazari
  await tab(page, 'Duties')
  await expect(page.getByText('Copy the journal to another place')).toBeVisible()
  await page.getByRole('button', { name: 'Yearly review' }).click()
  await page.getByLabel('What was found').fill('Registers are complete; copies go to the archive.')
  await keep(page)
  await expect(page.getByText('The review was written down.', { exact: true })).toBeVisible()
  const path = join(folder, 'evidence.zip')
  await chooseSavePath(app, path)
  await page.getByRole('button', { name: 'Export everything' }).click()
  await expect(page.getByText(/^evidence.zip was saved, with \d+ files/)).toBeVisible()
  await expect(page.getByRole('complementary')).not.toContainText('Never')
  await quiet(page)
  await keepScreen(page, 'desk-duties', 'en')
  const files = unzipSync(readFileSync(path))
  expect(Object.keys(files)).toContain('verify.mjs')
  expect(strFromU8(files['entries.jsonl'] ?? new Uint8Array())).toContain('self-review')

  const entered = (await call(page, 'desk:enter', { letter: LETTER, receivedBy: 'post' })) as {
    value: { id: string }
  }
  const casePath = join(folder, 'case.zip')
  await chooseSavePath(app, casePath)
  await page.getByLabel('Number of one request').fill(entered.value.id.toLowerCase())
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(/^case.zip was saved/)).toBeVisible({ timeout: 30_000 })
  const unpacked = mkdtempSync(join(folder, 'case-'))
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(casePath)))) {
    mkdirSync(dirname(join(unpacked, name)), { recursive: true })
    writeFileSync(join(unpacked, name), bytes)
  }
  const letter = readFileSync(join(unpacked, `letters/${entered.value.id}-0-request.pdf`))
  expect(letter.subarray(0, 5).toString()).toBe('%PDF-')
  const checked = spawnSync(process.execPath, [join(unpacked, 'verify.mjs')], { encoding: 'utf8' })
  expect(checked.stdout).toMatch(/^whole: .* 1 requests/)
  expect(checked.status).toBe(0)

  await page.getByLabel('Number of one request').fill('R-0000-0000')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText('There is no record with this number.', { exact: true })).toBeVisible()
  await chooseSavePath(app, '/proc/evidence.zip')
  await page.getByRole('button', { name: 'Export everything' }).click()
  await expect(page.getByText(/^Nothing can be written there/)).toBeVisible()
  expect(kazari.errors).toEqual([])
  await kazari.close()
})
