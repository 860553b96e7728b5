import { useEffect, useRef, useState } from 'react'
import { classNames } from './classNames'
import styles from './LetterFrame.module.css'

/** A sheet of A4 at 96 dots an inch, CSS pixels. */
const SHEET = { width: 793.7, height: 1122.52 } as const

interface LetterFrameProps {
  /** Address that main gave for a preview; null while there is none yet. */
  readonly url: string | null
  readonly title: string
}

/**
 * A letter as it will be printed, as wide as there is room, one sheet below the other. A new preview takes the place of the
 * old one only when it is there, so that nothing flickers while somebody writes.
 */
export function LetterFrame({ url, title }: LetterFrameProps) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [shown, setShown] = useState<{ readonly url: string; readonly height: number } | null>(null)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const scale = width / SHEET.width
  const height = shown?.height ?? SHEET.height
  const urls = [...new Set([shown?.url ?? null, url])].filter((address) => address !== null)
  return (
    <div ref={box} className={styles.box} style={{ height: height * scale }}>
      {shown === null && <div className={styles.blank} style={{ height: height * scale }} />}
      {urls.map((address) => (
        <iframe
          key={address}
          className={classNames(styles.frame, address !== shown?.url && styles.coming)}
          // Of one origin with the page so that it may have its font; without allow-scripts nothing runs in it.
          sandbox="allow-same-origin"
          src={address}
          title={title}
          tabIndex={-1}
          aria-hidden={address !== shown?.url}
          style={{
            width: SHEET.width,
            height: address === shown?.url ? height : SHEET.height,
            transform: `scale(${scale})`,
          }}
          onLoad={({ currentTarget }) => {
            if (address === url)
              setShown({
                url: address,
                height: Math.max(SHEET.height, currentTarget.contentDocument?.body.scrollHeight ?? 0),
              })
          }}
        />
      ))}
    </div>
  )
}
