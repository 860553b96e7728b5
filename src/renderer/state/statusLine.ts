import type { EngineName, VisionStatus } from '../../contracts/vision'
import type { CameraState } from '../camera/cameraSource'

/** What the status chip says, as keys of the catalogue, with the tone of its dot. */
export interface StatusLine {
  readonly tone: 'idle' | 'ok' | 'warn' | 'danger'
  /** Shown in bold: the engine truly in use, or the state of vision. */
  readonly head:
    | { readonly kind: 'engine'; readonly engine: EngineName }
    | { readonly kind: 'word'; readonly word: 'off' | 'starting' | 'stopped' | 'failed' | 'cameraOff' }
  readonly detail: 'figures' | 'ready' | 'noCamera' | 'restarting' | 'none'
}

/** `ready` is the default engine's normal state; WASM is slower than the rest but nothing is wrong with it. */
export function statusLine(
  vision: VisionStatus,
  camera: CameraState['status'],
  allowed: boolean,
  /** Frames are being read, now. */
  reading: boolean,
): StatusLine {
  if (!allowed) return { tone: 'idle', head: { kind: 'word', word: 'off' }, detail: 'none' }
  switch (vision.state) {
    case 'off':
      return { tone: 'idle', head: { kind: 'word', word: 'cameraOff' }, detail: 'none' }
    case 'starting':
      return { tone: 'warn', head: { kind: 'word', word: 'starting' }, detail: 'none' }
    case 'restarting':
      return { tone: 'danger', head: { kind: 'word', word: 'stopped' }, detail: 'restarting' }
    case 'failed':
      return { tone: 'danger', head: { kind: 'word', word: 'failed' }, detail: 'none' }
    case 'ready': {
      const head = { kind: 'engine', engine: vision.engine } as const
      if (camera === 'live')
        return { tone: reading ? 'ok' : 'idle', head, detail: reading ? 'figures' : 'ready' }
      if (camera === 'none' || camera === 'lost') return { tone: 'warn', head, detail: 'noCamera' }
      return { tone: 'idle', head, detail: 'ready' }
    }
  }
}
