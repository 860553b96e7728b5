import type { WebContents } from 'electron'
import type { Target } from './commands'
import type { Devtools } from './devtools'

/** Presses, types and waits as a person would: by what the page says of itself, with real events of mouse and keyboard. */
export interface PageDriver {
  press(target: Target, withinMs: number): Promise<void>
  drag(target: Target, by: { x: number; y: number }, withinMs: number): Promise<void>
  /** Types into an empty field. */
  fill(target: Target, text: string, withinMs: number): Promise<void>
  key(key: string): Promise<void>
  waitFor(target: Target, withinMs: number): Promise<void>
  waitGone(target: Target, withinMs: number): Promise<void>
  waitText(text: string, present: boolean, withinMs: number): Promise<void>
  text(): Promise<string>
}

interface AccessibleNode {
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
  readonly value?: { readonly value: string | number }
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[]
  readonly backendDOMNodeId?: number
}

const STEP_MS = 120
const SILENCE_MS = 8_000

/** Where a press would land: the middle of the element when nothing lies over it, else null. */
const PRESSABLE = `function () {
  this.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  const { left, top, width, height } = this.getBoundingClientRect()
  const x = left + width / 2
  const y = top + height / 2
  const hit = document.elementFromPoint(x, y)
  const label = this.labels ? [...this.labels] : []
  const own = hit && (this.contains(hit) || hit.contains(this) || label.some((each) => each.contains(hit)))
  return width > 0 && height > 0 && own ? { x, y } : null
}`

export function createPageDriver(contents: WebContents, devtools: Devtools): PageDriver {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

  /** A page that is replaced while it is asked never answers: it is asked again. */
  async function silence(): Promise<never> {
    await pause(SILENCE_MS)
    throw new Error('the page did not answer')
  }

  async function poll<Value>(
    withinMs: number,
    words: string,
    look: () => Promise<Value | null>,
  ): Promise<Value> {
    const until = Date.now() + withinMs
    let last = ''
    for (;;) {
      try {
        const found = await Promise.race([look(), silence()])
        if (found !== null) return found
      } catch (error) {
        // A page that is being loaded again answers nothing for a moment.
        last = error instanceof Error ? `: ${error.message}` : ''
      }
      if (Date.now() >= until) throw new Error(`${words} within ${withinMs} ms${last}`)
      await pause(STEP_MS)
    }
  }

  async function find(target: Target): Promise<AccessibleNode | null> {
    const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as {
      nodes: readonly AccessibleNode[]
    }
    const pattern = target.match === 'pattern' ? new RegExp(target.name) : null
    const fits = nodes.filter((node) => {
      if (node.ignored || node.role?.value !== target.role) return false
      const name = (node.name?.value ?? '').replaceAll(/\s+/g, ' ').trim()
      return pattern ? pattern.test(name) : name === target.name
    })
    return fits[target.nth] ?? null
  }

  const isDisabled = (node: AccessibleNode): boolean =>
    node.properties?.some(({ name, value }) => name === 'disabled' && value.value === true) ?? false

  const wordsOf = ({ role, name }: Target): string => `no ${role} “${name}”`

  async function placeOf(target: Target, withinMs: number): Promise<{ x: number; y: number }> {
    let before: { x: number; y: number } | null = null
    return poll(withinMs, `${wordsOf(target)} could be pressed`, async () => {
      const node = await find(target)
      if (node?.backendDOMNodeId === undefined || isDisabled(node)) return null
      const { object } = (await devtools.send('DOM.resolveNode', {
        backendNodeId: node.backendDOMNodeId,
      })) as {
        object: { objectId: string }
      }
      const { result } = (await devtools.send('Runtime.callFunctionOn', {
        objectId: object.objectId,
        functionDeclaration: PRESSABLE,
        returnByValue: true,
      })) as { result: { value?: { x: number; y: number } | null } }
      const place = result.value ?? null
      // It must stand still: what is still sliding in is pressed beside.
      const still = place !== null && before !== null && place.x === before.x && place.y === before.y
      before = place
      return still ? place : null
    })
  }

  const mouse = (type: 'mouseDown' | 'mouseUp' | 'mouseMove', { x, y }: { x: number; y: number }): void =>
    contents.sendInputEvent({ type, x: Math.round(x), y: Math.round(y), button: 'left', clickCount: 1 })

  function press(place: { x: number; y: number }): void {
    mouse('mouseMove', place)
    mouse('mouseDown', place)
    mouse('mouseUp', place)
  }

  return {
    async press(target, withinMs) {
      press(await placeOf(target, withinMs))
    },
    async drag(target, by, withinMs) {
      const place = await placeOf(target, withinMs)
      mouse('mouseMove', place)
      mouse('mouseDown', place)
      for (const part of [0.25, 0.5, 0.75, 1]) {
        await pause(30)
        mouse('mouseMove', { x: place.x + by.x * part, y: place.y + by.y * part })
      }
      mouse('mouseUp', { x: place.x + by.x, y: place.y + by.y })
    },
    async fill(target, text, withinMs) {
      press(await placeOf(target, withinMs))
      const focused = async (property: 'name' | 'value'): Promise<string> => {
        const node = await find(target)
        const isFocused = node?.properties?.some(
          ({ name, value }) => name === 'focused' && value.value === true,
        )
        return isFocused ? String(node?.[property]?.value ?? '') : ''
      }
      await poll(withinMs, `${wordsOf(target)} took the focus`, async () =>
        (await focused('name')) === '' ? null : true,
      )
      await contents.insertText(text)
      // A field for secrets shows dots, one for each character.
      const shown = [text, '•'.repeat(text.length)]
      await poll(withinMs, `${wordsOf(target)} took the text`, async () =>
        shown.includes(await focused('value')) ? true : null,
      )
    },
    key(key) {
      contents.focus()
      contents.sendInputEvent({ type: 'keyDown', keyCode: key })
      contents.sendInputEvent({ type: 'keyUp', keyCode: key })
      return Promise.resolve()
    },
    async waitFor(target, withinMs) {
      await poll(withinMs, `${wordsOf(target)} was shown`, () => find(target))
    },
    async waitGone(target, withinMs) {
      await poll(withinMs, `the ${target.role} “${target.name}” did not go`, async () =>
        (await find(target)) === null ? true : null,
      )
    },
    async waitText(text, present, withinMs) {
      await poll(withinMs, present ? `“${text}” was not shown` : `“${text}” did not go`, async () =>
        (await this.text()).includes(text) === present ? true : null,
      )
    },
    async text() {
      return String(await devtools.evaluate('document.body.innerText'))
    },
  }
}
