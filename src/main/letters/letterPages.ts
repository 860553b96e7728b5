import { createHash, randomBytes } from 'node:crypto'
import { LETTER_FOLDER, letterHeaders } from '../window/contentPolicy'
import type { LetterDocument } from './letterParts'

/** How many previews a frame can still show. */
const KEPT = 8
const ADDRESS = new RegExp(`^${LETTER_FOLDER}([0-9a-f]{32})\\.html$`)

/** Letters that the app scheme answers, in memory alone, each under an address that nobody can guess. */
export interface LetterPages {
  /** Gives the page an address that holds until eight newer ones were kept. */
  keep(page: LetterDocument): string
  /** Gives the page an address that holds until it is given back. */
  lend(page: LetterDocument): { readonly url: string; giveBack(): void }
  /** Forgets every page that was kept: nothing of a person stays in memory. */
  forget(): void
  /** The page at an address, or null where there is none. */
  readonly answer: (request: Pick<Request, 'url' | 'method'>) => Response | null
}

export function createLetterPages(): LetterPages {
  const pages = new Map<string, LetterDocument>()
  const kept: string[] = []

  function add(page: LetterDocument): string {
    const token = randomBytes(16).toString('hex')
    pages.set(token, page)
    return token
  }
  const addressOf = (token: string): string => `${LETTER_FOLDER}${token}.html`

  return {
    keep(page) {
      const token = add(page)
      kept.push(token)
      for (const old of kept.splice(0, Math.max(0, kept.length - KEPT))) pages.delete(old)
      return addressOf(token)
    },
    lend(page) {
      const token = add(page)
      return { url: addressOf(token), giveBack: () => void pages.delete(token) }
    },
    forget() {
      for (const token of kept.splice(0)) pages.delete(token)
    },
    answer({ url, method }) {
      const token = method === 'GET' ? ADDRESS.exec(url)?.[1] : undefined
      const page = token === undefined ? undefined : pages.get(token)
      if (page === undefined) return null
      const sum = createHash('sha256').update(page.style, 'utf8').digest('base64')
      return new Response(page.html, { status: 200, headers: letterHeaders(`'sha256-${sum}'`) })
    },
  }
}
