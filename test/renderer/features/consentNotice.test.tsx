// @vitest-environment happy-dom
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import type { PolicyReply } from '../../../src/contracts/api'
import type { Language } from '../../../src/domain/privacy/consent'
import type { PolicyText } from '../../../src/domain/privacy/policy'
import { ConsentNotice } from '../../../src/renderer/features/consent/ConsentNotice'
import { createCatalogue } from '../../../src/renderer/i18n/catalogue'
import { createConsentStore } from '../../../src/renderer/state/consentStore'
import { createSettingsStore } from '../../../src/renderer/state/settingsStore'
import { StudioProvider, type Studio } from '../../../src/renderer/state/studio'
import { PATIENCE } from '../../support/patience'
import { FakeMain, UNASKED } from '../state/fakeMain'

configure({ asyncUtilTimeout: PATIENCE.timeout })

const policyFolder = resolve(import.meta.dirname, '../../../resources/policy/2021-01-01')

/** The real text, as main would answer it. */
function policy(language: Language): PolicyReply {
  const text = JSON.parse(readFileSync(resolve(policyFolder, `${language}.json`), 'utf8')) as PolicyText
  const { version, effectiveFrom, plainLanguageNote, notice, articles } = text
  return structuredClone({
    version,
    effectiveFrom,
    language,
    sha256: UNASKED.policySha256,
    plainLanguageNote,
    notice,
    articles,
  }) as PolicyReply
}

async function showNotice(language: Language) {
  const main = new FakeMain({ 'policy:read': (asked) => ({ ok: true, value: policy(asked.language) }) })
  const consent = createConsentStore(main, UNASKED)
  const settings = createSettingsStore(main, main.settings)
  const catalogue = await createCatalogue(language)
  // The notice needs nothing else of the studio.
  const studio = { bridge: main, consent, settings } as unknown as Studio
  render(
    <I18nextProvider i18n={catalogue}>
      <StudioProvider value={studio}>
        <ConsentNotice />
      </StudioProvider>
    </I18nextProvider>,
  )
  const { notice } = policy(language)
  const no = await screen.findByRole('button', { name: notice.refuse })
  const yes = screen.getByRole('button', { name: notice.give })
  return { main, consent, notice, no, yes, catalogue }
}

afterEach(cleanup)

describe.each(['ja', 'en'] as const)('consent notice in %s', (language) => {
  it('gives yes and no the same weight, and focuses neither', async () => {
    const { no, yes } = await showNotice(language)
    expect(no.className).toBe(yes.className)
    expect(no.getAttribute('style')).toBe(yes.getAttribute('style'))
    expect(no.parentElement).toBe(yes.parentElement)
    expect([no, yes]).not.toContain(document.activeElement)
    expect(document.activeElement).toBe(screen.getByRole('alertdialog'))
    expect(document.querySelectorAll('[autofocus], :checked')).toHaveLength(0)
  })

  it('shows the text whose hash is recorded, word for word', async () => {
    const { notice } = await showNotice(language)
    const dialog = screen.getByRole('alertdialog', { name: notice.title })
    const spoken = [
      notice.lead,
      notice.after,
      notice.refusedHint,
      ...notice.facts.flatMap((fact) => [fact.heading, fact.text]),
    ]
    for (const sentence of spoken) expect(dialog.textContent).toContain(sentence)
  })

  it('tells main that it is shown, in the language it is shown in', async () => {
    const { main } = await showNotice(language)
    await waitFor(() =>
      expect(main.called('consent:present')).toEqual([
        { language, sha256: UNASKED.policySha256, actor: 'self' },
      ]),
    )
  })

  it('takes one press for either answer', async () => {
    for (const answer of ['refused', 'given'] as const) {
      const { main, no, yes } = await showNotice(language)
      ;(answer === 'given' ? yes : no).click()
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
      expect(main.called('consent:answer')).toEqual([{ answer }])
      cleanup()
    }
  })

  it('is not closed by Escape', async () => {
    const { consent } = await showNotice(language)
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect(screen.getByRole('alertdialog')).toBeTruthy()
    expect(consent.store.getState().noticeOpen).toBe(true)
  })

  it('opens the policy in place, with every article', async () => {
    await showNotice(language)
    const { articles, plainLanguageNote } = policy(language)
    const buttons = screen.getAllByRole('button')
    buttons.at(-1)?.click()
    await screen.findByText(plainLanguageNote)
    for (const { title } of articles) expect(screen.getByText(title)).toBeTruthy()
  })
})
