// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { createRef } from 'react'
import { I18nextProvider } from 'react-i18next'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { createCatalogue } from '../../../src/renderer/i18n/catalogue'
import { allDecorations, allLooks } from '../../../src/renderer/stage/pack'
import { createSettingsStore } from '../../../src/renderer/state/settingsStore'
import { StudioProvider, type Studio } from '../../../src/renderer/state/studio'
import { Tray, type TrayHandle } from '../../../src/renderer/ui/tray/Tray'
import { FakeMain } from '../state/fakeMain'

async function showTray(shape: 'row' | 'grid' = 'row') {
  const main = new FakeMain()
  const settings = createSettingsStore(main, main.settings)
  const applied: string[] = []
  const handle = createRef<TrayHandle>()
  render(
    <I18nextProvider i18n={await createCatalogue('en')}>
      <StudioProvider value={{ bridge: main, settings } as unknown as Studio}>
        <Tooltip.Provider>
          <Tray
            ref={handle}
            shape={shape}
            isWorn={(id) => applied.includes(id)}
            nothingWorn
            onApply={(id) => applied.push(id)}
            onClear={() => applied.push('none')}
          />
        </Tooltip.Provider>
      </StudioProvider>
    </I18nextProvider>,
  )
  const tiles = () => within(screen.getByRole('listbox')).getAllByRole('option')
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })
  return { main, settings, applied, handle, tiles, press }
}

afterEach(cleanup)

describe('the tray', () => {
  it('begins with None, then every look, then every decoration', async () => {
    const { tiles } = await showTray()
    expect(tiles()).toHaveLength(1 + allLooks.length + allDecorations.length)
    expect(tiles()[0]?.textContent).toContain('None')
    expect(tiles()[1]?.getAttribute('aria-label')).toBe(`${allLooks[0]?.name.en}, look`)
  })

  it('is one stop of the Tab key; arrows go on from there and Enter puts on', async () => {
    const { tiles, press, applied } = await showTray()
    expect(tiles().filter((tile) => tile.tabIndex === 0)).toEqual([tiles()[0]])
    tiles()[0]?.focus()
    press('ArrowLeft')
    expect(document.activeElement).toBe(tiles()[0])
    press('ArrowRight')
    press('ArrowRight')
    expect(document.activeElement).toBe(tiles()[2])
    expect(tiles().filter((tile) => tile.tabIndex === 0)).toEqual([tiles()[2]])
    press('Enter')
    expect(applied).toEqual([allLooks[1]?.id])
    press('Home')
    press('Enter')
    expect(applied.at(-1)).toBe('none')
  })

  it('goes a row down in a grid', async () => {
    const { tiles, press } = await showTray('grid')
    tiles()[1]?.focus()
    press('ArrowDown')
    expect(document.activeElement).toBe(tiles()[4])
  })

  it('puts the numbered looks on by their digits, also of a search', async () => {
    const { handle, applied } = await showTray()
    act(() => handle.current?.quickLook(0))
    expect(applied).toEqual([allLooks[0]?.id])
    const wanted = allDecorations[0]
    if (!wanted) throw new Error('the pack is empty')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: wanted.name.en } })
    act(() => handle.current?.quickLook(0))
    expect(applied).toHaveLength(2)
    act(() => handle.current?.quickLook(200))
    expect(applied).toHaveLength(2)
  })

  it('keeps stars and what was worn, and a star does not put anything on', async () => {
    const { settings, tiles, applied } = await showTray()
    const [, first] = tiles()
    if (!first) throw new Error('no tile')
    const star = first.querySelector('[data-star]')
    if (!star) throw new Error('no star')
    fireEvent.click(star)
    expect(settings.store.getState().favourites).toEqual([allLooks[0]?.id])
    expect(applied).toEqual([])
    fireEvent.click(first)
    expect(settings.store.getState().recents).toEqual([allLooks[0]?.id])
  })

  it('stars by a key of the tile, and says what that key does', async () => {
    const { settings, tiles, applied } = await showTray()
    const [none, first] = tiles()
    if (!none || !first) throw new Error('no tile')
    const name = allLooks[0]?.name.en ?? ''
    expect(first.getAttribute('aria-description')).toBe(`Add ${name} to favourites`)
    expect(first.getAttribute('aria-keyshortcuts')).toContain('F')
    fireEvent.keyDown(first, { key: 'f', ctrlKey: true })
    fireEvent.keyDown(none, { key: 'f' })
    expect(settings.store.getState().favourites).toEqual([])
    fireEvent.keyDown(first, { key: 'f' })
    expect(settings.store.getState().favourites).toEqual([allLooks[0]?.id])
    expect(tiles()[1]?.getAttribute('aria-description')).toBe(`Remove ${name} from favourites`)
    fireEvent.keyDown(first, { key: 'F' })
    expect(settings.store.getState().favourites).toEqual([])
    expect(applied).toEqual([])
  })

  it('says so when nothing is called that, and Escape clears the search', async () => {
    await showTray()
    const search = screen.getByRole('searchbox')
    fireEvent.change(search, { target: { value: 'zzzz' } })
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(screen.getByRole('status').textContent).toContain('Nothing is called that')
    fireEvent.keyDown(search, { key: 'Escape' })
    expect(screen.getByRole('listbox')).toBeTruthy()
  })
})
