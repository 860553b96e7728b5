import { expect, test, type Page } from '@playwright/test'
import { launchKazari } from './support/app'
import { motionsEnded } from './support/motions'
import { walkScreens } from './support/walk'

/** Windows Kazari must be whole in, content pixels. */
const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
] as const

interface Lengthened {
  /** Each text node with what it said before and what it says now. */
  lengthened?: { readonly node: Text; readonly before: string; readonly after: string }[]
}

/** Makes every text on the page as much longer as another language may be: by 40 %, in words that can break. */
async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const done: NonNullable<Lengthened['lengthened']> = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (
      let node = walker.nextNode() as Text | null;
      node !== null;
      node = walker.nextNode() as Text | null
    ) {
      const before = node.data
      const words = before.trim()
      const isWritten = node.parentElement?.closest('script, style, svg, textarea') === null
      if (!isWritten || !/\p{L}{2}/u.test(words)) continue
      const extra = Math.ceil(words.length * 0.4)
      const after = `${before} ${'länger '.repeat(Math.ceil(extra / 7)).slice(0, extra)}`
      node.data = after
      done.push({ node, before, after })
    }
    ;(globalThis as Lengthened).lengthened = done
  })
}

/** Puts the texts back that the page has not changed since. */
async function shorten(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const { node, before, after } of (globalThis as Lengthened).lengthened ?? [])
      if (node.data === after) node.data = before
  })
}

/** What does not fit: a page that scrolls sideways, a control that cuts its own words, one that lies outside the window. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth + 1) found.push(`the page is ${scrollWidth - clientWidth} pixels too wide`)
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX)
    const controls = 'button, h1, h2, h3, h4, label, a, [role=radio], [role=tab], [role=option], th, legend'
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      const box = element.getBoundingClientRect()
      if (box.width < 2 || box.height < 2 || !element.checkVisibility({ visibilityProperty: true })) continue
      const words = `${element.tagName.toLowerCase()} “${element.innerText.slice(0, 50).replaceAll('\n', ' ')}”`
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 1 &&
        getComputedStyle(element).display !== 'inline'
      )
        found.push(`${words} cuts off ${element.scrollWidth - element.clientWidth} pixels`)
      let holder = element.parentElement
      while (holder !== null && !scrolls(holder)) holder = holder.parentElement
      if (holder === null && (box.right > innerWidth + 1 || box.left < -1))
        found.push(`${words} lies outside the window`)
    }
    return found
  })
}

test(`every screen holds texts that are 40 % longer, at ${WINDOWS.map(({ width, height }) => `${width}×${height}`).join(' and ')}`, async () => {
  test.setTimeout(360_000)
  const kazari = await launchKazari({ camera: 'none', language: 'en', arguments: ['--demo'] })
  const { page, app } = kazari
  const resize = async (size: (typeof WINDOWS)[number]): Promise<void> => {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    }, size)
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([size.width, size.height])
  }
  const found: string[] = []
  // Names are found by the catalogue's own words: each screen is made longer after it was reached, and put back.
  await walkScreens(kazari, 'en', async (name) => {
    for (const size of WINDOWS) {
      await resize(size)
      await motionsEnded(page)
      await lengthen(page)
      for (const fault of await cutOff(page)) found.push(`${name} at ${size.width}: ${fault}`)
      await page.screenshot({ path: `test-results/screens/long-${name}-${size.width}.png` })
      await shorten(page)
    }
    await resize(WINDOWS[0])
  })
  expect(found).toEqual([])
  expect(kazari.errors).toEqual([])
  await kazari.close()
})
