// npm run check: format, import rules, types, lint, unit tests and build; stops at the first that fails.
import { CHECKS, runCheck } from './lib/checks.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, say } from './lib/say.mjs'
import { totalsLine } from './lib/testTotals.mjs'

await runScript(async () => {
  await ensureDependencies()
  for (const check of CHECKS) {
    const { succeeded, totals } = await runCheck(check)
    if (totals !== null) say(totalsLine(totals))
    if (!succeeded) return 1
  }
  say(`all ${CHECKS.length} checks passed`)
  return 0
})
