import { err, ok } from '../../../domain/result'
import type { DiagnosticsService } from '../../diagnostics/diagnostics'
import type { KioskDoor } from '../../diagnostics/kioskDoor'
import type { CallHandlers } from '../callGuard'

export interface DiagnosticsCallParts {
  readonly diagnostics: DiagnosticsService
  readonly door: KioskDoor
  readonly quit: () => void
}

type DiagnosticsCalls = Pick<
  CallHandlers,
  | 'diagnostics:read'
  | 'diagnostics:check'
  | 'diagnostics:take-back'
  | 'diagnostics:guard'
  | 'kiosk:status'
  | 'kiosk:accept'
  | 'kiosk:quit'
>

export function createDiagnosticsCalls({ diagnostics, door, quit }: DiagnosticsCallParts): DiagnosticsCalls {
  return {
    'diagnostics:read': async () => ok(await diagnostics.read()),
    'diagnostics:check': async () => ok(await diagnostics.check()),
    'diagnostics:take-back': ({ id }) => diagnostics.takeBack(id),
    'diagnostics:guard': async () => ok(await diagnostics.guard()),
    'kiosk:status': async () => ok(await door.status()),
    'kiosk:accept': ({ name, pin, seen }) => door.accept(name, pin, seen),
    'kiosk:quit': () => {
      // Whoever stands at an open kiosk is a visitor, and does not close it.
      if (door.isOpen()) return err({ code: 'not-available' })
      quit()
      return ok({})
    },
  }
}
