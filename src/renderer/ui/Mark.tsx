interface MarkProps {
  readonly label: string
  readonly className?: string | undefined
}

/** A smiling face with a flower behind the ear: the sign of Kazari. */
export function Mark({ label, className }: MarkProps) {
  return (
    <svg
      className={className}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      role="img"
      aria-label={label}
    >
      <path d="M25.6 15.2A11 11 0 1 1 16.4 7.1" />
      <path d="M10.5 19.5c2.6 3.6 8.2 3.6 10.8 0" strokeLinecap="round" />
      <g fill="currentColor" stroke="none">
        <circle cx="23" cy="5.2" r="2.7" />
        <circle cx="26.8" cy="8" r="2.7" />
        <circle cx="25.4" cy="12.4" r="2.7" />
        <circle cx="20.7" cy="12.4" r="2.7" />
        <circle cx="19.2" cy="8" r="2.7" />
      </g>
      <circle cx="23" cy="9.2" r="1.6" fill="var(--bg-app)" stroke="none" />
    </svg>
  )
}
