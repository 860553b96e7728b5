import { launchKazari, type Kazari, type LaunchOptions } from '../e2e/support/app'
import { agree } from '../e2e/support/flows'

/** A fresh app in which faces are looked for and everybody wears the same look. */
export async function startDecorated(options: LaunchOptions): Promise<Kazari> {
  const kazari = await launchKazari(options)
  await agree(kazari.page)
  await kazari.page
    .getByRole('option', { name: /Cat glasses/ })
    .first()
    .click()
  return kazari
}
