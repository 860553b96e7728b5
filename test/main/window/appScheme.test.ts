import fc from 'fast-check'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerAsset, resolveAsset } from '../../../src/main/window/appScheme'
import { isOffline } from '../../../src/main/window/hardenSession'
import { permits } from '../../../src/main/window/permissions'
import { freshDirectory } from '../support'

function site() {
  const parent = freshDirectory()
  const root = join(parent, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(root, 'folder.js'))
  writeFileSync(join(root, 'index.html'), '<p>')
  writeFileSync(join(root, 'assets', 'app.js'), '1')
  writeFileSync(join(root, 'assets', 'notes.txt'), 'no')
  writeFileSync(join(parent, 'secret.json'), 'secret')
  return root
}

const get = (root: string, url: string, method = 'GET') => answerAsset(root, { url, method })

describe('the app scheme', () => {
  test.each([
    ['app://kazari/index.html', 'text/html; charset=utf-8'],
    ['app://kazari/assets/app.js?worker', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s with every protective header', async (url, type) => {
    const answer = await get(site(), url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const sandbox = policy
      .split(';')
      .find((part) => part.trim().startsWith('sandbox'))
      ?.trim()
    expect(sandbox).toBe('sandbox allow-scripts allow-same-origin allow-forms')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/https?:|wss?:|\*|unsafe-eval/)
    expect(policy).toMatch(/script-src 'self'(;|$)/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(answer.headers.get('permissions-policy')).toContain('microphone=()')
    expect(answer.headers.get('permissions-policy')).toContain('camera=(self)')
  })

  test.each([
    'app://kazari/',
    'app://kazari/missing.js',
    'app://kazari/assets',
    'app://kazari/folder.js',
    'app://kazari/assets/notes.txt',
    'app://kazari/../secret.json',
    'app://kazari/%2e%2e/secret.json',
    'app://kazari/..%2fsecret.json',
    'app://kazari/..%5csecret.json',
    'app://kazari/assets/%2e%2e/%2e%2e/secret.json',
    'app://kazari/%00/index.html',
    'app://kazari/index.html%00.js',
    'app://kazari//index.html',
    'app://kazari/C:/secret.json',
    'app://kazari/.hidden.js',
    'app://elsewhere/index.html',
    'app://kazari.evil/index.html',
    'app://user@kazari/index.html',
    'app://kazari:80/index.html',
    'file:///index.html',
    'https://kazari/index.html',
    'app://kazari/%E0%A4%A',
    'not an address',
  ])('has nothing at %s', async (url) => {
    const answer = await get(site(), url)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('secret')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('answers reading only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect((await get(site(), 'app://kazari/index.html', method)).status).toBe(404)
  })

  test('no text whatever leads out of its folder', () => {
    const root = '/srv/renderer'
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      'a',
      '.js',
      ':',
      '%25',
      '~',
      'secret.json',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = resolveAsset(root, `app://kazari/${pieces.join('')}`)
        if (file !== null) expect(file.startsWith(root + sep) && !file.split(sep).includes('..')).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('a link inside the folder is served as the build made it', async () => {
    const root = site()
    symlinkSync(join(root, 'index.html'), join(root, 'again.html'))
    expect((await get(root, 'app://kazari/again.html')).status).toBe(200)
  })
})

describe('what may be loaded at all', () => {
  test.each(['app://kazari/index.html', 'blob:app://kazari/1', 'data:image/png;base64,'])('%s', (url) => {
    expect(isOffline(url, false)).toBe(true)
  })
  test.each([
    'http://127.0.0.1/',
    'https://example.com/',
    'ws://example.com',
    'wss://example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'app://elsewhere/',
    'app://kazari.evil/',
    'devtools://devtools/',
    'chrome://version',
    'chrome-extension://x/',
    'view-source:app://kazari/',
    'filesystem:app://kazari/',
    'javascript:1',
    '',
  ])('never %j', (url) => {
    expect(isOffline(url, false)).toBe(false)
  })
})

describe('permissions', () => {
  const camera = {
    permission: 'media',
    mediaTypes: ['video'],
    origin: 'app://kazari/index.html',
    mainFrame: true,
    ownWindow: true,
  }
  const yes = () => true

  test('the camera, for Kazari’s own page, while the gate says yes', () => {
    expect(permits(camera, yes)).toBe(true)
    expect(permits({ ...camera, origin: 'app://kazari' }, yes)).toBe(true)
    expect(permits(camera, () => false)).toBe(false)
  })

  test('the gate is asked each time', () => {
    const answers = [true, false, true]
    expect([0, 1, 2].map(() => permits(camera, () => answers.shift() ?? false))).toEqual([true, false, true])
  })

  test.each([
    { mediaTypes: ['audio'] },
    { mediaTypes: ['audio', 'video'] },
    { mediaTypes: [] },
    { mediaTypes: ['unknown'] },
    { origin: 'app://elsewhere/' },
    { origin: 'https://example.com/' },
    { origin: 'null' },
    { origin: '' },
    { mainFrame: false },
    { ownWindow: false },
    ...[
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'clipboard-sanitized-write',
      'display-capture',
      'fullscreen',
      'fileSystem',
      'hid',
      'serial',
      'usb',
      'openExternal',
      'pointerLock',
      'idle-detection',
      'mediaKeySystem',
      'storage-access',
      'unknown',
      '',
    ].map((permission) => ({ permission })),
  ])('denied: %j', (change) => {
    expect(permits({ ...camera, ...change }, yes)).toBe(false)
  })
})
