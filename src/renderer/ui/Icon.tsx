import type { LucideIcon } from 'lucide-react'

interface IconProps {
  readonly of: LucideIcon
  /** 14 px in chips, 18 px in controls, 22 px in the rail and beside headings. */
  readonly size?: 14 | 18 | 22
}

const STROKE = { 14: 2, 18: 1.75, 22: 1.6 } as const

/** A drawn sign beside words; never the only carrier of a meaning. */
export function Icon({ of: Drawing, size = 18 }: IconProps) {
  return <Drawing aria-hidden="true" size={size} strokeWidth={STROKE[size]} />
}
