import { APP_ORIGIN } from './contentPolicy'

/** What Chromium tells about somebody who wants a permission, the same for requests and checks. */
export interface PermissionQuestion {
  readonly permission: string
  /** `video`, `audio`; empty when Chromium does not say. */
  readonly mediaTypes: readonly string[]
  readonly origin: string
  readonly mainFrame: boolean
  /** The web contents of the studio or of the batch window, not a devtools window. */
  readonly ownWindow: boolean
}

/**
 * Everything is denied but the camera, alone, for Kazari's own page, and that only while the consent gate says yes:
 * it is asked each time, so a withdrawal holds from the next question on.
 */
export function permits(question: PermissionQuestion, gateAllows: () => boolean): boolean {
  if (question.permission !== 'media' || !question.ownWindow || !question.mainFrame) return false
  if (originOf(question.origin) !== APP_ORIGIN) return false
  const onlyVideo = question.mediaTypes.length > 0 && question.mediaTypes.every((type) => type === 'video')
  return onlyVideo && gateAllows()
}

/** Chromium writes origins of custom schemes with and without a path. URL.origin is `null` for them in Node. */
function originOf(text: string): string | null {
  try {
    const url = new URL(text)
    return `${url.protocol}//${url.host}`
  } catch {
    return null
  }
}
