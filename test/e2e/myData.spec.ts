import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseSavePath, keepScreen, launchKazari, visionPids } from './support/app'
import { agree, goTo, portraitFrame, stillCamera, waitForFaces } from './support/flows'

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))

async function openMyData(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Privacy', exact: true }).click()
  await page.getByRole('tab', { name: 'My data', exact: true }).click()
}

test('what is held is listed and counted, and nothing of a face is among it', async () => {
  const kazari = await launchKazari({ camera: 'none', language: 'ja' })
  const { page } = kazari
  await page.getByRole('button', { name: 'いいえ、使いません' }).click()
  await goTo(page, '設定')
  await page.getByRole('button', { name: 'プライバシー', exact: true }).click()
  await page.getByRole('tab', { name: 'わたしのデータ' }).click()
  await expect(page.getByText('お顔の情報：何も保管していません')).toBeVisible()
  await expect(page.getByText('保管している項目は、すべてこの一覧にあります')).toBeVisible()
  await keepScreen(page, 'privacy-mydata', 'ja')
  await page.getByRole('button', { name: '取り消して、ここのものをすべて消す…' }).click()
  await keepScreen(page, 'privacy-erase', 'ja')
  await page.getByRole('button', { name: 'すべて消す', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'あなたのものは、すべて消えました' })).toBeVisible({
    timeout: 30_000,
  })
  await keepScreen(page, 'privacy-erased', 'ja')
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('"erase everything" stops vision, leaves nothing on disk, proves it and asks anew', async () => {
  const places = mkdtempSync(join(tmpdir(), 'kazari-mine-'))
  const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)) })
  const { app, page, records } = kazari
  await agree(page)
  await waitForFaces(page, 1)
  expect(await visionPids(app)).toHaveLength(1)

  // Sealed on disk, so that there is something to be erased.
  await goTo(page, 'Settings')
  await page.getByRole('radio', { name: 'Light' }).click()
  const protectedNow = await page.evaluate(async () => {
    const { kazari: bridge } = globalThis as unknown as {
      kazari: { call(name: string, argument: object): Promise<{ ok: boolean }> }
    }
    return (await bridge.call('records:protect', { passphrase: 'correct horse battery' })).ok
  })
  expect(protectedNow).toBe(true)
  expect(filesBelow(join(records, 'personal')).length).toBeGreaterThan(0)

  await openMyData(page)
  const consents = page.locator('details', { has: page.getByText('Consents', { exact: true }) })
  await expect(consents.getByText('2 entries')).toBeVisible()
  await consents.locator('summary').click()
  await expect(consents.getByText('record.policySha256')).toBeVisible()
  await keepScreen(page, 'privacy-mydata', 'en')
  await page.setViewportSize({ width: 1024, height: 700 })
  await keepScreen(page, 'privacy-mydata-small', 'en')
  await page.setViewportSize({ width: 1280, height: 800 })

  const mine = join(places, 'mine.json')
  await chooseSavePath(app, mine)
  await page.getByRole('button', { name: 'Export my records…' }).click()
  await expect(page.getByText('mine.json was saved where you chose.').first()).toBeVisible()
  const exported = JSON.parse(readFileSync(mine, 'utf8')) as { face: string; records: { entries: unknown[] } }
  expect(exported.face).toBe('nothing is held')
  expect(exported.records.entries).toHaveLength(2)
  await chooseSavePath(app, '/proc/mine.json')
  await page.getByRole('button', { name: 'Export my records…' }).click()
  await expect(page.getByText(/your records were not exported/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Withdraw and erase everything here…' }).click()
  await keepScreen(page, 'privacy-erase', 'en')
  const before = new Set(filesBelow(join(records, 'personal')))
  const contents = new Map([...before].map((path) => [path, readFileSync(path)]))
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click()
  const proof = page.getByRole('dialog', { name: 'Everything of yours is gone' })
  // The page is loaded anew in between.
  await expect(proof).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => visionPids(app)).toEqual([])
  await expect(proof.getByText('0 now, 3 before')).toBeVisible()
  await keepScreen(page, 'privacy-erased', 'en')

  // As the test sees the disk: no file of settings, and what there is of a book is a new, empty one.
  for (const path of filesBelow(records)) {
    expect(path).not.toMatch(/settings/)
    const old = contents.get(path)
    if (old && !path.endsWith('.lock')) expect(readFileSync(path).equals(old), path).toBe(false)
  }
  await proof.getByRole('button', { name: 'Look again' }).click()
  await expect(proof.getByText('Looked at again just now')).toBeVisible()
  await proof.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('alertdialog', { name: 'Before the camera starts' })).toBeVisible()
  const forced = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'opened',
      (error: Error) => error.name,
    ),
  )
  expect(forced).toBe('NotAllowedError')
  expect(kazari.errors).toEqual([])
  await kazari.close()
})
