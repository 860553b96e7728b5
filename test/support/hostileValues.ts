/**
 * Values that no call of the contract takes, made where they are sent from: this function is also run by its text inside
 * pages, so that it may use nothing from outside itself.
 */
export function hostileValue(kind: string): unknown {
  const nest = (depth: number): unknown => {
    let value: unknown = 1
    for (let left = depth; left > 0; left--) value = { value: [value] }
    return value
  }
  switch (kind) {
    case 'nothing':
      return undefined
    case 'null':
      return null
    case 'true':
      return true
    case 'a number':
      return 41
    case 'NaN':
      return NaN
    case 'Infinity':
      return -Infinity
    case 'a big integer':
      return 10n ** 30n
    case 'a text':
      return 'text'
    case 'a megabyte of text':
      return 'a'.repeat(1024 * 1024)
    case 'eight megabytes of text':
      return '飾'.repeat(8 * 1024 * 1024)
    case 'half a surrogate pair':
      return '\ud800'
    case 'an empty list':
      return []
    case 'a list of a hundred thousand':
      return Array.from({ length: 100_000 }, (_, index) => index)
    case 'a list with holes': {
      const list: unknown[] = []
      list[65_535] = 1
      return list
    }
    case 'landmarks':
      return Array.from({ length: 82 }, (_, index) => index / 82)
    case 'landmarks in a typed array':
      return new Float32Array(82).fill(0.5)
    case 'a megabyte of bytes':
      return new Uint8Array(1024 * 1024).fill(7)
    case 'four megabytes that are a view of one byte':
      return new Uint8Array(new ArrayBuffer(4 * 1024 * 1024), 7, 1)
    case 'a hundred deep':
      return nest(100)
    case 'four hundred deep':
      return nest(400)
    case 'a hundred thousand deep':
      return nest(100_000)
    case 'a circle': {
      const circle: Record<string, unknown> = { surprise: 1 }
      circle.self = circle
      return circle
    }
    case 'a key more':
      return { surprise: 1 }
    case 'keys that reach for prototypes':
      return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    case 'ten thousand keys':
      return Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]))
    case 'a buffer':
      return new ArrayBuffer(64)
    case 'a map':
      return new Map([['surprise', 1]])
    case 'a set':
      return new Set([1])
    case 'a date':
      return new Date(0)
    case 'an expression':
      return /(a+)+$/
    case 'an error':
      return new Error('surprise')
    case 'a getter':
      return {
        get surprise() {
          return 1
        },
      }
    case 'something inherited':
      return Object.create({ surprise: 1 }) as unknown
    case 'a function':
      return () => 1
    case 'a symbol':
      return Symbol('surprise')
    case 'a promise':
      return Promise.resolve(1)
    default:
      throw new Error(`no hostile value ${kind}`)
  }
}

/** What arrives as it was sent, and is right nowhere or seen not to be right here. */
export const SOLID = [
  'nothing',
  'null',
  'true',
  'a number',
  'NaN',
  'Infinity',
  'a big integer',
  'a text',
  'half a surrogate pair',
  'an empty list',
  'landmarks',
  'landmarks in a typed array',
  'a hundred deep',
  'a circle',
  'a key more',
] as const

/** The same, but each costs some time to send: one in fifty. */
export const HEAVY = [
  'a megabyte of text',
  'a megabyte of text',
  'a megabyte of bytes',
  'a megabyte of bytes',
  'four megabytes that are a view of one byte',
  'four hundred deep',
  'a list of a hundred thousand',
  'a list with holes',
  'ten thousand keys',
  'eight megabytes of text',
] as const

/** Loses what it is on the way, or does not get away at all: as good as nothing where it arrives, so never to a call that acts. */
export const HOLLOW = [
  'a hundred thousand deep',
  'keys that reach for prototypes',
  'a buffer',
  'a map',
  'a set',
  'a date',
  'an expression',
  'an error',
  'a getter',
  'something inherited',
  'a function',
  'a symbol',
  'a promise',
] as const
