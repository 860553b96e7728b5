import type { ErrorCode } from '../../contracts/errors'
import { IMPORT_LIMITS } from '../../contracts/api'

const megabytes = Math.round(IMPORT_LIMITS.bytes / (1024 * 1024))
const megapixels = Math.round(IMPORT_LIMITS.pixels / 1_000_000)

/** Failures of the privacy centre and the Customer Desk: no picture of a batch can meet them. */
type PrivacyFailure = Extract<
  ErrorCode,
  `${'policy' | 'purpose' | 'request' | 'desk' | 'letter' | 'register' | 'data' | 'kiosk'}-${string}`
>

/** Why one picture of a batch was not decorated, for a terminal. Windows have their own words, in two languages. */
const FAILURE_SENTENCES: Readonly<Record<Exclude<ErrorCode, PrivacyFailure>, string>> = {
  'bad-request': 'the renderer delivered something that is not a picture',
  'consent-needed': 'there is no agreement to face finding',
  cancelled: 'cancelled',
  'image-unsupported': 'not a picture Kazari can open (JPEG, PNG, WebP, AVIF or still GIF)',
  'image-damaged': 'the picture is damaged or cut short',
  'image-too-large': `the file is larger than ${megabytes} MB`,
  'image-too-many-pixels': `the picture has more than ${megapixels} million pixels, or a side longer than ${IMPORT_LIMITS.side}`,
  'image-empty': 'the file is empty',
  'image-animated': 'the picture moves; only still ones can be decorated',
  'too-many-pictures': 'too many pictures at once',
  'file-unreadable': 'the file cannot be read',
  'disk-full': 'the disk is full',
  'not-writable': 'the result cannot be written there',
  'write-failed': 'writing the result failed; nothing unfinished was left',
  'vision-unavailable': 'face finding is not available',
  'records-locked': 'the consent records are locked',
  'records-in-use': 'another Kazari has the records open',
  'not-available': 'not available here',
  internal: 'a fault inside Kazari',
}

const isKnown = (code: string): code is keyof typeof FAILURE_SENTENCES =>
  Object.hasOwn(FAILURE_SENTENCES, code)

export const failureSentence = (code: ErrorCode): string =>
  FAILURE_SENTENCES[isKnown(code) ? code : 'internal']
