import { useEffect, useState, type RefObject } from 'react'

/** Rows beyond the edges that are drawn already: a turn of the wheel must not show a gap. */
const BEYOND = 6

/**
 * Which rows of one height are in sight, from the first to the last one; the others need not be on the page at all.
 * Follows the scroller's position and size.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  total: number,
  rowPx: number,
): { readonly first: number; readonly last: number } {
  const [place, setPlace] = useState({ topPx: 0, heightPx: 0 })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => setPlace({ topPx: element.scrollTop, heightPx: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  const seen = Math.floor(place.topPx / rowPx)
  return {
    first: Math.max(0, Math.min(seen, total) - BEYOND),
    last: Math.min(total - 1, seen + Math.ceil(place.heightPx / rowPx) + BEYOND),
  }
}
