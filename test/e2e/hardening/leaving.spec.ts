import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchKazari, type Kazari } from '../support/app'
import { noted, noteEverything } from '../support/noted'
import { openStranger } from '../support/strangers'

// One app: every step leaves it where it was, which is what is shown.
test.describe('ways out of the page', () => {
  let kazari: Kazari
  let folder: string
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kazari-leaving-'))
    kazari = await launchKazari({ camera: 'none' })
    await noteEverything(kazari.app)
  })
  test.afterAll(async () => {
    await kazari.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a webview is no more than an unknown element, and one that is forced is not attached', async () => {
    const inPage = await kazari.page.evaluate(() => {
      const element = document.createElement('webview')
      element.setAttribute('src', 'https://example.invalid/')
      element.setAttribute('allowpopups', '')
      document.body.append(element)
      const kind = Object.getPrototypeOf(element) as object
      element.remove()
      return { kind: kind.constructor.name, loads: 'loadURL' in element }
    })
    expect(inPage).toEqual({ kind: 'HTMLElement', loads: false })
    const guests = await kazari.app.evaluate(async ({ BrowserWindow }) => {
      const attached = async (guarded: boolean) => {
        const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } })
        if (!guarded) window.webContents.removeAllListeners('will-attach-webview')
        let count = 0
        window.webContents.on('did-attach-webview', () => (count += 1))
        await window.loadURL('about:blank')
        await window.webContents.executeJavaScript(
          `const element = document.createElement('webview'); element.setAttribute('allowpopups', ''); element.src = 'about:blank'; document.documentElement.append(element); new Promise((resolve) => setTimeout(resolve, 700))`,
        )
        window.destroy()
        return count
      }
      return { guarded: await attached(true), unguarded: await attached(false) }
    })
    expect(guests).toEqual({ guarded: 0, unguarded: 1 })
  })

  test('no navigation leads away: links, forms, refreshes, frames, history, files that are dropped', async () => {
    const { page } = kazari
    const start = page.url()
    const before = await noted(kazari.app)
    const away = [
      'https://example.invalid/',
      'file:///etc/passwd',
      'data:text/html,<p>away</p>',
      'app://kazari/letter/x.html',
      'app://kazari/other.html',
      'app://evil/index.html',
      'blob:app://kazari/x',
      'chrome://version',
      'view-source:app://kazari/index.html',
      'devtools://devtools/bundled/inspector.html',
    ]
    await page.evaluate(async (addresses) => {
      const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
      for (const address of addresses) {
        try {
          location.assign(address)
        } catch {
          // Chromium refuses some of them itself.
        }
        await pause()
        const link = document.createElement('a')
        link.href = address
        document.body.append(link)
        link.click()
        link.remove()
        const form = document.createElement('form')
        form.action = address
        form.method = 'post'
        document.body.append(form)
        form.submit()
        form.remove()
        const refresh = document.createElement('meta')
        refresh.httpEquiv = 'refresh'
        refresh.content = `0;url=${address}`
        document.head.append(refresh)
        await pause()
        refresh.remove()
        const frame = document.createElement('iframe')
        if (!address.startsWith('app://kazari/letter/')) {
          frame.src = address
          document.body.append(frame)
          await pause()
          frame.remove()
        }
      }
      history.pushState({}, '', '#pushed')
      history.back()
      await pause()
      history.replaceState({}, '', 'index.html')
    }, away)
    // A file that is let fall on the window is a picture to open, never a page to show.
    await page.evaluate(() => {
      const carried = new DataTransfer()
      carried.items.add(new File(['<p>dropped</p>'], 'page.html', { type: 'text/html' }))
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }),
      )
    })
    await page.waitForTimeout(500)
    expect(page.url().split('#')[0]).toBe(start.split('#')[0])
    const after = await noted(kazari.app)
    const went = after.went.slice(before.went.length)
    expect(went.filter((url) => !url.startsWith('app://kazari/index.html'))).toEqual([])
    await expect(page.locator('#root')).not.toBeEmpty()
  })

  test('about:blank, before which nobody is asked, is left again at once', async () => {
    const { page, app } = kazari
    const before = (await noted(app)).went.length
    await page.evaluate(() => location.assign('about:blank')).catch(() => undefined)
    await expect(async () => expect((await noted(app)).went.slice(before)).toContain('about:blank')).toPass()
    await expect(page).toHaveURL('app://kazari/index.html')
    await expect(page.locator('#root')).not.toBeEmpty()
  })

  test('no second window opens, whatever asks for it', async () => {
    const before = (await noted(kazari.app)).windows
    const opened = await kazari.page.evaluate(async () => {
      const addresses = [
        '',
        'about:blank',
        'app://kazari/index.html',
        'https://example.invalid/',
        'file:///etc/passwd',
        'data:text/html,a',
      ]
      const got = addresses.flatMap((address) =>
        ['', 'noopener', 'popup,width=100', 'nodeIntegration=yes'].map((features) =>
          window.open(address, '_blank', features),
        ),
      )
      for (const address of addresses) {
        const link = document.createElement('a')
        link.href = address
        link.target = '_blank'
        document.body.append(link)
        link.click()
        link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true }))
        link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }))
        link.remove()
        const form = document.createElement('form')
        form.action = address
        form.target = '_blank'
        document.body.append(form)
        form.submit()
        form.remove()
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
      return got.filter((each) => each !== null).length
    })
    expect(opened).toBe(0)
    expect((await noted(kazari.app)).windows - before).toBe(0)
    expect(await kazari.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('nothing is handed to the system to open, whatever a page asks for', async () => {
    await kazari.page.evaluate(async () => {
      for (const address of [
        'mailto:a@example.invalid',
        'tel:110',
        'https://example.invalid/',
        'steam://run/1',
        'ms-settings:',
        'file:///bin/sh',
        'vscode://x',
      ]) {
        window.open(address)
        const link = document.createElement('a')
        link.href = address
        document.body.append(link)
        link.click()
        link.remove()
        const frame = document.createElement('iframe')
        frame.src = address
        document.body.append(frame)
        await new Promise((resolve) => setTimeout(resolve, 20))
        frame.remove()
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    expect((await noted(kazari.app)).handedOut).toEqual([])
  })

  test('a window that is not Kazari’s own gets no permission, not even the camera', async () => {
    const window = await openStranger(kazari.app, {
      url: 'app://kazari/index.html',
      preload: join(folder, 'none.cjs'),
    })
    const asked = await kazari.app.evaluate(
      async ({ BrowserWindow }, id) =>
        (await BrowserWindow.fromId(id)?.webContents.executeJavaScript(
          `navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', (error) => error.name)`,
        )) as string,
      window,
    )
    expect(['NotAllowedError', 'NotFoundError']).toContain(asked)
    await kazari.app.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.destroy(), window)
  })
})
