// npm run e2e [-- Playwright's arguments]: the real app under Playwright.
import { ensureDependencies } from './lib/dependencies.mjs'
import { runEndToEndTests } from './lib/endToEnd.mjs'
import { runScript, say } from './lib/say.mjs'
import { totalsLine } from './lib/testTotals.mjs'

await runScript(async (args) => {
  await ensureDependencies()
  const { succeeded, totals } = await runEndToEndTests(args)
  if (totals !== null) say(totalsLine(totals))
  return succeeded ? 0 : 1
})
