import type { WebContents } from 'electron'
import { LETTER_FOLDER, STUDIO_PAGE } from './contentPolicy'

/**
 * Nothing that a page holds can lead anywhere else: no navigation, no second window, no webview, no network path of WebRTC.
 * A frame shows letters alone.
 */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? event.url === STUDIO_PAGE : event.url.startsWith(LETTER_FOLDER)
    if (!allowed) event.preventDefault()
  })
  contents.on('will-navigate', (event) => {
    if (event.url !== STUDIO_PAGE) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
