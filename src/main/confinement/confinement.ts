/** Whether the system itself holds Kazari's files and network back, and how far. */
export type Confinement =
  | {
      readonly kind: 'confined'
      readonly landlockAbi: number
      readonly networkDenied: boolean
      readonly visionConfined: boolean
      readonly writable: readonly string[]
    }
  | {
      readonly kind: 'unconfined'
      readonly reason: 'not-linux' | 'not-launched' | 'kernel-without-landlock'
    }

/** What the launcher told this process about the walls around it. */
export function readConfinement(): Confinement {
  return { kind: 'unconfined', reason: process.platform === 'linux' ? 'not-launched' : 'not-linux' }
}
