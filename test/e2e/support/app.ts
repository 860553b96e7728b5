import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runtimeExecutable } from './runtime'

export const root = resolve(import.meta.dirname, '../../..')
export const screensFolder = join(root, 'test-results/screens')

export interface LaunchOptions {
  /** A motion-JPEG file played as the only camera, or `none` for a computer without one. */
  readonly camera: { readonly clip: string } | 'none'
  readonly language?: 'ja' | 'en'
  readonly arguments?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** A folder to use again, as after a restart of the computer. */
  readonly records?: string
}

export interface Kazari {
  readonly app: ElectronApplication
  readonly page: Page
  readonly records: string
  /** Everything the app printed. */
  readonly output: () => string
  /** Page errors, refused by policy or thrown: must stay empty. */
  readonly errors: readonly string[]
  close(): Promise<void>
}

/** Switches of a test build; nothing here is accepted by a build for people. */
function switches(options: LaunchOptions): string[] {
  const list = [`--lang=${options.language ?? 'en'}`]
  if (options.camera !== 'none') {
    list.push(
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${options.camera.clip}`,
    )
  }
  if (process.getuid?.() === 0) list.push('--no-sandbox')
  return list
}

/** Starts the real app from `out-test/` with records of its own. */
export async function launchKazari(options: LaunchOptions): Promise<Kazari> {
  const records = options.records ?? mkdtempSync(join(tmpdir(), 'kazari-e2e-records-'))
  const app = await _electron.launch({
    executablePath: runtimeExecutable(),
    args: [join(root, 'out-test'), ...switches(options), ...(options.arguments ?? [])],
    env: {
      ...(process.env as Record<string, string>),
      KAZARI_RECORDS_DIR: records,
      LANGUAGE: options.language ?? 'en',
      ...options.environment,
    },
  })
  let output = ''
  app.process().stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  app.process().stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const page = await app.firstWindow()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await expect(page.locator('#root')).not.toBeEmpty({ timeout: 30_000 })
  return {
    app,
    page,
    records,
    output: () => output,
    errors,
    close: async () => {
      await app.close()
      if (options.records === undefined) rmSync(records, { recursive: true, force: true })
    },
  }
}

/** Saves the real window for people to look at: test-results/screens/NAME.LANGUAGE.png. */
export async function keepScreen(page: Page, name: string, language: 'ja' | 'en'): Promise<void> {
  mkdirSync(screensFolder, { recursive: true })
  await page.screenshot({ path: join(screensFolder, `${name}.${language}.png`) })
}

/** Answers main's next save dialogs with this path, as a person would. */
export async function chooseSavePath(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
  }, path)
}

/** Answers main's next open dialogs with these files. */
export async function chooseFiles(app: ElectronApplication, filePaths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: [...paths] })
  }, filePaths)
}

/** Process ids of the app's vision processes, as the operating system knows them. */
export function visionPids(app: ElectronApplication): Promise<number[]> {
  return app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter((metric) => metric.type === 'Utility' && metric.name === 'Kazari vision')
      .map((metric) => metric.pid),
  )
}
