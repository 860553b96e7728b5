import { expect, test } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepScreen, launchKazari, root } from './support/app'
import { finishVisit, portraitFrame, statusChip, stillCamera } from './support/flows'
import { hostFacts } from './support/hostFacts'
import { runtimeExecutable } from './support/runtime'
import { catalogue, noticeText } from './support/walk'

for (const language of ['en', 'ja'] as const)
  test(`a kiosk saves to its operator’s folder, asks nobody where, and shows nobody what lies there (${language})`, async () => {
    const say = catalogue(language)
    const booth = mkdtempSync(join(tmpdir(), 'kazari-booth-'))
    const kazari = await launchKazari({
      camera: stillCamera(await portraitFrame(1, 0, 90)),
      language,
      arguments: ['--kiosk', `--export-directory=${booth}`],
      environment: hostFacts().environment,
    })
    const { app, page } = kazari
    // A dialog that opened all the same would be seen here.
    await app.evaluate(({ dialog, shell }) => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      dialog.showSaveDialog = () => {
        seen.push('dialog')
        return Promise.resolve({ canceled: true, filePath: '' })
      }
      shell.showItemInFolder = () => void seen.push('folder')
    })
    await page.getByRole('button', { name: noticeText(language).give }).click()
    await expect(statusChip(page)).toContainText(language === 'en' ? /1 face/ : /1 人/, { timeout: 45_000 })
    await page.keyboard.press('1')
    await page.getByRole('radio', { name: say('live.timerOff') }).click()
    await page.getByRole('button', { name: say('live.shutter') }).click()
    const save = page
      .getByRole('dialog', { name: say('review.title') })
      .getByRole('button', { name: say('review.save'), exact: true })
    await expect(save).toBeEnabled()
    await keepScreen(page, 'kiosk-review', language)
    // Nobody chooses a place here, so nobody is told that they do.
    await expect(page.getByText(say('kiosk.handOut'))).toBeVisible()
    await expect(page.getByText(say('review.handOut'))).toHaveCount(0)
    for (const count of [1, 2]) {
      await save.click()
      await expect.poll(() => readdirSync(booth).length).toBe(count)
    }
    await expect(page.getByText(say('kiosk.saved')).first()).toBeVisible()
    await expect(page.getByRole('button', { name: say('save.show'), exact: true })).toHaveCount(0)
    await keepScreen(page, 'kiosk-saved', language)
    // The second one has another name: nothing that lies there is replaced.
    expect(readdirSync(booth).every((name) => name.endsWith('.png'))).toBe(true)
    await page.keyboard.press('Escape')

    const next = await finishVisit(app, page, say('kiosk.finish'))
    const reveal = await next.evaluate(() =>
      (
        window as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
      ).kazari.call('picture:reveal', {}),
    )
    // What the last visitor saved is none of the next one's business.
    expect(reveal).toMatchObject({ ok: false })
    expect(await app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([])
    expect(kazari.errors).toEqual([])
    await kazari.close()
    rmSync(booth, { recursive: true, force: true })
  })

test('a kiosk does not start with an export folder that is not there', async () => {
  const missing = join(tmpdir(), 'kazari-no-such-folder')
  const refused = await new Promise<{ code: unknown; complaint: string }>((resolve) => {
    const switches = [join(root, 'out-test'), '--no-sandbox', '--kiosk', `--export-directory=${missing}`]
    execFile(runtimeExecutable(), switches, (error, _output, complaint) =>
      resolve({ code: error?.code, complaint }),
    )
  })
  expect(refused.code).toBe(2)
  expect(refused.complaint).toContain(
    `Kazari does not start: ${missing} is not a folder that it can save to.`,
  )
})
