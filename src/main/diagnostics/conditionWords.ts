import type { Check, CheckState } from '../../domain/diagnostics/checks'

/** What keeps a kiosk shut, for the one line in the terminal. The screen has words of its own, in both languages. */
const WORDS: Readonly<Partial<Record<CheckState, string>>> = {
  'partition-disk': 'the window would keep data on disk',
  'userData-disk': 'its working folder is not in memory',
  'userData-skeleton': 'its working folder is on a disk on this system',
  'confinement-partly': 'the system holds back only a part of it',
  'confinement-off': 'it was started without its launcher',
  'sandbox-off': 'the page runs without the sandbox',
  'sandbox-unknown': 'the sandbox could not be looked at',
  'swap-backed': 'compressed swap may be written to a disk',
  'swap-disk': 'swap on a disk is on',
  'swap-unknown': 'swap could not be looked at',
  'hibernation-possible': 'the system can hibernate to a disk',
  'hibernation-unknown': 'hibernation could not be looked at',
  'dumps-file': 'a crash would leave a core file',
  'dumps-handler': 'a crash would hand a copy of memory to a program',
  'dumps-unknown': 'the handling of crashes could not be looked at',
  'spool-keeps': 'the print system keeps finished jobs',
  'spool-unknown': 'the print system could not be looked at',
  'fuses-open': 'the program is not sealed',
  'fuses-unknown': 'the program’s seals could not be read',
}

/** One sentence that names every condition. */
export function refusalSentence(conditions: readonly Check[]): string {
  const named = conditions.map(({ state }) => WORDS[state] ?? state).join('; ')
  return (
    `Kazari does not open for visitors: ${named}. ` +
    'Put this right, or set up a Customer Desk without --kiosk, whose member can accept it with a PIN.'
  )
}
