import en from './en.json'
import enDesk from './en/desk.json'
import enDiagnostics from './en/diagnostics.json'
import enPrivacy from './en/privacy.json'
import enRegisters from './en/registers.json'
import enRequest from './en/request.json'
import ja from './ja.json'
import jaDesk from './ja/desk.json'
import jaDiagnostics from './ja/diagnostics.json'
import jaPrivacy from './ja/privacy.json'
import jaRegisters from './ja/registers.json'
import jaRequest from './ja/request.json'

/** Every word on screen. Each area has a file of its own, whose keys begin with a name of their own. */
export const english = { ...en, ...enPrivacy, ...enRequest, ...enDesk, ...enRegisters, ...enDiagnostics }
export const japanese = { ...ja, ...jaPrivacy, ...jaRequest, ...jaDesk, ...jaRegisters, ...jaDiagnostics }
