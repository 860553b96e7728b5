import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { APP_ORIGIN, RESPONSE_HEADERS } from './contentPolicy'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * The file of the renderer's folder that `url` names, or null: another host, a folder, a type the app does not have,
 * or a path that leaves the folder however it is encoded.
 */
export function resolveAsset(rendererDirectory: string, url: string): string | null {
  let parsed: URL
  let path: string
  try {
    parsed = new URL(url)
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (`${parsed.protocol}//${parsed.host}` !== APP_ORIGIN || parsed.username || parsed.password) return null
  // The URL parser has resolved plain dots; what a decoded name still holds of them, of separators or of NUL was hidden on purpose.
  // eslint-disable-next-line no-control-regex
  if (!path.startsWith('/') || /[\\\u0000:]|\/\.|\/\//.test(path)) return null
  if (!TYPES[extname(path).toLowerCase()]) return null
  const file = join(rendererDirectory, path)
  return file.startsWith(rendererDirectory + sep) ? file : null
}

/** Answers one request of the app scheme: a letter that is kept in memory, else a file of the renderer's folder, and nothing else. */
export async function answerAsset(
  rendererDirectory: string,
  request: Pick<Request, 'url' | 'method'>,
  letter: (request: Pick<Request, 'url' | 'method'>) => Response | null = () => null,
): Promise<Response> {
  const page = letter(request)
  if (page) return page
  const file = request.method === 'GET' ? resolveAsset(rendererDirectory, request.url) : null
  const bytes = file ? await readAsset(file) : null
  if (!file || !bytes) return new Response('not found', { status: 404, headers: RESPONSE_HEADERS })
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'
  return new Response(bytes, { status: 200, headers: { ...RESPONSE_HEADERS, 'content-type': type } })
}

async function readAsset(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    // Read, not opened: Electron copies a file of its archive into the temporary directory for whoever opens it.
    return (await stat(file)).isFile() ? new Uint8Array(await readFile(file)) : null
  } catch {
    // Missing and unreadable are one answer: a page must not learn which files exist.
    return null
  }
}
