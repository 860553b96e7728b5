import { DAY_MS, japanDay } from '../calendar/isoDay'
import { sortByRetention, type ProvisionRecord } from './provision'

/**
 * How far the computer's clock is believed, before records that must be kept are erased by it. `jumpDays`: a longer silence
 * between two entries, or between the last one and now, may be a wrong clock. `seenDays`: on so many different days
 * something has to be recorded beyond the jump until it is believed; a wrong date is noticed before that.
 */
export const CLOCK_TRUST = { jumpDays: 400, seenDays: 30 } as const

/** Why nothing may be erased by this clock now. Times are milliseconds since the epoch. */
export type ClockDoubt =
  /** It says an earlier day than entries that are believed. */
  | { readonly kind: 'behind'; readonly latestMs: number }
  /** It is further ahead of them than a desk is silent. */
  | { readonly kind: 'ahead'; readonly latestMs: number; readonly daysSeen: number }

/** Looks whether the clock can be right, by the times of all entries of a book in their order. Null: it can. */
export function clockDoubt(timesMs: readonly number[], nowMs: number): ClockDoubt | null {
  let latestMs = timesMs[0] ?? nowMs
  let beyond = new Set<string>()
  for (const atMs of [...timesMs, nowMs]) {
    if (atMs - latestMs <= CLOCK_TRUST.jumpDays * DAY_MS) {
      // Back where it was believed: what was beyond was a wrong clock, and counts no more.
      latestMs = Math.max(latestMs, atMs)
      beyond = new Set()
      continue
    }
    beyond.add(japanDay(atMs))
    if (beyond.size < CLOCK_TRUST.seenDays) continue
    latestMs = atMs
    beyond = new Set()
  }
  if (beyond.size > 0) return { kind: 'ahead', latestMs, daysSeen: beyond.size }
  // A clock that is put right now and then goes back by seconds; by a day it was set back.
  return nowMs < latestMs - DAY_MS ? { kind: 'behind', latestMs } : null
}

/** A provision record with its place in the desk's book. */
export interface PlacedProvision extends Pick<ProvisionRecord, 'providedAtMs' | 'recordedAtMs'> {
  readonly index: number
}

/** Which entries are to be erased now, by index, and how many provision records stay. */
export function provisionsOver(
  provisions: readonly PlacedProvision[],
  nowMs: number,
): { readonly over: readonly number[]; readonly kept: number } {
  const { over, kept } = sortByRetention(provisions, nowMs)
  return { over: over.map(({ index }) => index), kept: kept.length }
}
