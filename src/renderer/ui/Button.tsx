import type { ComponentPropsWithRef, ReactNode } from 'react'
import styles from './Button.module.css'
import { classNames } from './classNames'
import { Spinner } from './Spinner'

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly look?: 'standard' | 'primary' | 'quiet' | 'danger'
  readonly size?: 'small' | 'medium' | 'large'
  readonly icon?: ReactNode
  /** Fills its container. */
  readonly wide?: boolean
  /** Text begins at the left edge, as in a list of actions. */
  readonly start?: boolean
  /** A spinner takes the icon's place; the button keeps its width and cannot be pressed twice. */
  readonly busy?: boolean
  readonly children?: ReactNode
}

/** Every push button of the studio. Without children it is an icon button and needs an `aria-label`. */
export function Button({
  look = 'standard',
  size = 'medium',
  icon,
  wide,
  start,
  busy,
  children,
  className,
  type = 'button',
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy === true}
      aria-busy={busy === true ? true : undefined}
      className={classNames(
        styles.button,
        look !== 'standard' && styles[look],
        size !== 'medium' && styles[size],
        children === undefined && styles.iconOnly,
        wide && styles.wide,
        start && styles.start,
        className,
      )}
    >
      {busy === true ? <Spinner /> : icon}
      {children}
    </button>
  )
}
