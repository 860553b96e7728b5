import { SEARCHED_REGISTERS, type SearchedRegister, type SearchReply } from '../../contracts/calls/deskCases'
import type { JournalEntry, Json } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import type { Journal } from '../storage/journalFile'

export type Found = Pick<SearchReply, 'found' | 'hits'>

/** Entries read at a time: the window stays alive meanwhile. */
const STEP = 2000
const MOST_HITS = 50

/** Upper and lower case, full and half width, and spaces make no difference: names are written in many ways. */
export const searchable = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* textsOf(value: Json | undefined): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value) as readonly (Json | undefined)[]) yield* textsOf(part)
}

/** The number of the record an entry is about: `P-…`, wherever its payload says so first. */
function idOf(payload: Json, letter: string): string | null {
  const parts = isRecord(payload) ? [payload, ...Object.values(payload).filter(isRecord)] : []
  for (const part of parts) {
    for (const key of ['id', 'requestId'] as const) {
      const id = part[key]
      if (typeof id === 'string' && id.startsWith(`${letter}-`)) return id
    }
  }
  return null
}

interface Place {
  readonly register: SearchedRegister
  readonly letter: string
  /** Only the number is looked at: a consent holds no name. */
  readonly byNumberAlone: boolean
}

const DESK_PLACES: Partial<Record<JournalEntry['kind'], Place>> = {
  request: { register: 'requests', letter: 'R', byNumberAlone: false },
  provision: { register: 'provisions', letter: 'P', byNumberAlone: false },
  entrustment: { register: 'entrustments', letter: 'E', byNumberAlone: false },
}
const PERSONAL_PLACES: Partial<Record<JournalEntry['kind'], Place>> = {
  consent: { register: 'consents', letter: 'C', byNumberAlone: true },
}

/** Looks through what this computer keeps. `except` is the request the search is made for. Error: a book cannot be read. */
export async function searchRecords(
  books: { readonly desk: Journal; readonly personal: Journal },
  query: string,
  except: string | null,
): Promise<Result<Found, 'changed'>> {
  const wanted = searchable(query)
  const hits = new Map<string, SearchReply['hits'][number]>()

  function look(entry: JournalEntry, places: typeof DESK_PLACES): void {
    const place = places[entry.kind]
    const id = place === undefined ? null : idOf(entry.payload, place.letter)
    if (place === undefined || id === null || id === except) return
    const texts = place.byNumberAlone ? [id] : [id, ...textsOf(entry.payload)]
    if (texts.some((text) => searchable(text).includes(wanted)))
      hits.set(`${place.register} ${id}`, { register: place.register, id, atMs: entry.atMs })
  }

  for (const [book, places] of [
    [books.desk, DESK_PLACES],
    [books.personal, PERSONAL_PLACES],
  ] as const) {
    for (let from = 0; from < book.count(); from += STEP) {
      const entries = await book.read(from, STEP)
      if (!entries.ok) return err('changed')
      for (const entry of entries.value) look(entry, places)
    }
  }
  const all = [...hits.values()]
  const count = (register: SearchedRegister): number => all.filter((hit) => hit.register === register).length
  const [requests, consents, provisions, entrustments] = SEARCHED_REGISTERS.map(count)
  return ok({
    found: {
      requests: requests ?? 0,
      consents: consents ?? 0,
      provisions: provisions ?? 0,
      entrustments: entrustments ?? 0,
    },
    hits: all.sort((a, b) => b.atMs - a.atMs).slice(0, MOST_HITS),
  })
}
