/** The part of a key event that decides. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
}

export type LiveAction =
  | { readonly kind: 'shutter' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'search' }
  /** 0 is the first numbered look of the tray. */
  | { readonly kind: 'quickLook'; readonly index: number }

export type EditorAction =
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'deselect' }
  | { readonly kind: 'search' }
  | { readonly kind: 'before' }
  | { readonly kind: 'fit' }
  | { readonly kind: 'zoom'; readonly by: 1 | -1 }
  | { readonly kind: 'export' }
  /** 0 is the first numbered look of the tray. */
  | { readonly kind: 'quickLook'; readonly index: number }
  | { readonly kind: 'reorder'; readonly to: 'front' | 'back' | 'forward' | 'backward' }
  /** One step is small; ten with Shift. */
  | { readonly kind: 'nudge'; readonly x: number; readonly y: number }

const NUDGES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const isCommand = (press: KeyPress) => press.ctrlKey || press.metaKey

/** What a key means on Live, or null. Enter and Space both release the shutter. */
export function liveAction(press: KeyPress): LiveAction | null {
  if (isCommand(press) || press.altKey) return null
  if (press.key === ' ' || press.key === 'Enter') return press.repeat ? null : { kind: 'shutter' }
  if (press.key === 'Escape') return { kind: 'cancel' }
  if (press.key === '/') return { kind: 'search' }
  if (/^[1-9]$/.test(press.key)) return { kind: 'quickLook', index: Number(press.key) - 1 }
  return null
}

/** What a key means in the editor, or null. */
export function editorAction(press: KeyPress): EditorAction | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (isCommand(press)) {
    if (press.altKey) return null
    if (key === 'z') return { kind: press.shiftKey ? 'redo' : 'undo' }
    if (key === 'y') return { kind: 'redo' }
    if (key === 'd') return { kind: 'duplicate' }
    if (key === 's' || key === 'e') return { kind: 'export' }
    if (key === '0') return { kind: 'fit' }
    if (key === '+' || key === '=' || key === ';') return { kind: 'zoom', by: 1 }
    if (key === '-') return { kind: 'zoom', by: -1 }
    return null
  }
  if (press.altKey) return null
  const nudge = NUDGES[key]
  if (nudge) {
    const steps = press.shiftKey ? 10 : 1
    return { kind: 'nudge', x: nudge[0] * steps, y: nudge[1] * steps }
  }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' }
  if (key === 'Escape') return { kind: 'deselect' }
  if (key === '/') return { kind: 'search' }
  if (key === 'b') return { kind: 'before' }
  if (/^[1-9]$/.test(key)) return { kind: 'quickLook', index: Number(key) - 1 }
  if (key === '[' || key === '{') return { kind: 'reorder', to: press.shiftKey ? 'back' : 'backward' }
  if (key === ']' || key === '}') return { kind: 'reorder', to: press.shiftKey ? 'front' : 'forward' }
  return null
}

/** Whether a key belongs to the control that has the focus rather than to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Roles whose own keys (Space, Enter, arrows) must not also act on the screen. */
const OWN_KEYS =
  'button, a[href], summary, [role="switch"], [role="radio"], [role="slider"], [role="tab"], [role="menuitem"], [role="dialog"], [role="alertdialog"]'

/** Whether Space, Enter and the arrows are used by the focused control itself. */
export function ownsKeys(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (isTyping(target) || target.closest(OWN_KEYS) !== null)
}
