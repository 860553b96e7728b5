/** The one origin of Kazari's own pages. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://kazari'
export const STUDIO_PAGE = `${APP_ORIGIN}/index.html`
/** Where letters are: the only pages that a frame of the studio may show. */
export const LETTER_FOLDER = `${APP_ORIGIN}/letter/`

const CONTENT_SECURITY_POLICY = [
  // No `allow-downloads`: a page's download writes bytes to disk even when will-download is prevented.
  'sandbox allow-scripts allow-same-origin allow-forms',
  "default-src 'none'",
  "script-src 'self'",
  // Radix and Konva set style attributes and one style element; a style cannot reach the network here.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "worker-src 'self'",
  `frame-src ${LETTER_FOLDER}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Features a page could ask for that are off even for Kazari itself. */
const FEATURES_OFF = [
  'accelerometer',
  'ambient-light-sensor',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
] as const

const PERMISSIONS_POLICY = ['camera=(self)', ...FEATURES_OFF.map((feature) => `${feature}=()`)].join(', ')

/** Sent with every answer of the app scheme. */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/**
 * Sent with every letter: paper, not a program. Nothing runs, nothing is sent, and the one style it has is named by its
 * sum. `allow-same-origin` lets it fetch the bundled font; without `allow-scripts` nothing can make use of it.
 */
export const letterHeaders = (style: string): Readonly<Record<string, string>> => ({
  ...RESPONSE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    'sandbox allow-same-origin',
    "default-src 'none'",
    `style-src 'self' ${style}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'permissions-policy': ['camera', ...FEATURES_OFF].map((feature) => `${feature}=()`).join(', '),
})
