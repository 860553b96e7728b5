import './jitless'
import '@fontsource-variable/noto-sans-jp/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import type { i18n } from 'i18next'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { AppInfo } from '../contracts/api'
import type { WireError } from '../contracts/errors'
import type { Settings } from '../contracts/settings'
import type { Result } from '../domain/result'
import { App } from './App'
import { KioskDoor } from './features/kiosk/KioskDoor'
import { createCatalogue, languageOf } from './i18n/catalogue'
import { runBatch } from './pipeline/batchRunner'
import { call, on } from './platform/bridge'
import { createStudio, StudioProvider } from './state/studio'
import { themeFor } from './state/theme'

/** An answer of main without which there is no studio: its absence is a bug, not a state to design. */
async function need<Value>(reply: Promise<Result<Value, WireError>>): Promise<Value> {
  const answer = await reply
  if (!answer.ok) throw new Error(`main refused: ${answer.error.code}`)
  return answer.value
}

/** Resolves when the kiosk is open for visitors; until then its door is all that is drawn, and all that main answers to. */
async function passDoor(root: Root, catalogue: i18n, theme: Settings['theme']): Promise<void> {
  const status = await need(call('kiosk:status', {}))
  if (status.state === 'open') return
  document.documentElement.dataset['theme'] = themeFor(theme, { light: false, moreContrast: false })
  await new Promise<void>((resolve) => {
    root.render(
      <StrictMode>
        <I18nextProvider i18n={catalogue}>
          <KioskDoor bridge={{ call, on }} first={status} onOpen={resolve} />
        </I18nextProvider>
      </StrictMode>,
    )
  })
}

async function startStudio(root: Root, catalogue: i18n, info: AppInfo, settings: Settings): Promise<void> {
  const [consent, vision, { erasure }] = await Promise.all([
    need(call('consent:read', {})),
    need(call('vision:status', {})),
    need(call('data:erasure', {})),
  ])
  const studio = createStudio({ call, on }, { info, settings, consent, vision, erasure })
  root.render(
    <StrictMode>
      <I18nextProvider i18n={catalogue}>
        <StudioProvider value={studio}>
          <App />
        </StudioProvider>
      </I18nextProvider>
    </StrictMode>,
  )
}

async function start() {
  const info = await need(call('app:info', {}))
  if (info.mode === 'batch') return runBatch()

  const settings = await need(call('settings:read', {}))
  const language = languageOf(settings.language, info.systemLanguage)
  document.documentElement.lang = language
  const catalogue = await createCatalogue(language)
  const element = document.getElementById('root')
  if (!element) throw new Error('no root element')
  const root = createRoot(element)
  if (info.kiosk) await passDoor(root, catalogue, settings.theme)
  await startStudio(root, catalogue, info, settings)
}

void start()
