import './jitless'
import '@fontsource-variable/noto-sans-jp/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { WireError } from '../contracts/errors'
import type { Result } from '../domain/result'
import { App } from './App'
import { createCatalogue, languageOf } from './i18n/catalogue'
import { runBatch } from './pipeline/batchRunner'
import { call, on } from './platform/bridge'
import { createStudio, StudioProvider } from './state/studio'

/** An answer of main without which there is no studio: its absence is a bug, not a state to design. */
async function need<Value>(reply: Promise<Result<Value, WireError>>): Promise<Value> {
  const answer = await reply
  if (!answer.ok) throw new Error(`main refused: ${answer.error.code}`)
  return answer.value
}

async function start() {
  const info = await need(call('app:info', {}))
  if (info.mode === 'batch') return runBatch()

  const [settings, consent, vision, { erasure }] = await Promise.all([
    need(call('settings:read', {})),
    need(call('consent:read', {})),
    need(call('vision:status', {})),
    need(call('data:erasure', {})),
  ])
  const language = languageOf(settings.language, info.systemLanguage)
  document.documentElement.lang = language
  const catalogue = await createCatalogue(language)
  const studio = createStudio({ call, on }, { info, settings, consent, vision, erasure })
  const root = document.getElementById('root')
  if (!root) throw new Error('no root element')
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={catalogue}>
        <StudioProvider value={studio}>
          <App />
        </StudioProvider>
      </I18nextProvider>
    </StrictMode>,
  )
}

void start()
