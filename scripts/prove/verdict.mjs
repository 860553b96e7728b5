/** What a proof comes to: its cases, each passed, failed or skipped, and one word for all. */

const describe = ({ kind, what, path, where, check, offset, detail }) =>
  check !== undefined ? `${check} at byte ${offset}: ${detail}` : `${kind}: ${what} ${path ?? where}`

/** A case from findings: passed when there are none. */
const clean = (name, findings, error) => {
  const problems = [...(error ? [error] : []), ...findings.map(describe)]
  return { name, status: problems.length === 0 ? 'passed' : 'failed', detail: problems.slice(0, 12) }
}

const skipped = (name, why) => ({ name, status: 'skipped', detail: [why] })

/** The session went through, saved what it saved and saw a face: a proof of an app that did nothing is none. */
function exercised(name, record) {
  const problems = record.error ? [record.error] : []
  if (record.error === undefined && record.landmarks.length === 0 && record.pids.length > 0)
    problems.push('vision gave no points that could be searched for')
  if (record.facts && (record.facts.persistent || record.facts.storagePath !== null))
    problems.push('the window keeps its data on disk')
  return { name, status: problems.length === 0 ? 'passed' : 'failed', detail: problems }
}

const controlCases = (controls) =>
  controls.flatMap(({ group, error, results }) => [
    ...(error ? [{ name: `controls (${group}) ran`, status: 'failed', detail: [error] }] : []),
    ...results.map(({ kind, caught, expected, missedBy, evidence }) => ({
      name: `control: ${kind}`,
      status: caught ? 'passed' : 'failed',
      detail: caught
        ? evidence
        : [`not noticed by ${missedBy.join(' and ') || expected.join(' and ') || 'any step'}`],
    })),
  ])

/** Leaks under the launcher: each must have been refused, and nothing of it may be found. */
function confinedCases({ record, structure, content }, kind) {
  const findings = [...structure.findings, ...(content?.findings ?? [])]
  const inScope = kind === 'network' ? findings.filter(({ step }) => step === 'network') : findings
  const cases = [clean(`the same leaks behind the launcher (${kind})`, inScope, record.error)]
  if (structure.stopped.length === 0)
    cases.push({
      name: `the launcher refused them (${kind})`,
      status: 'failed',
      detail: ['no attempt was refused: either nothing was tried, or nothing stood in its way'],
    })
  return cases
}

export function diskCases(report) {
  const { session, controls, host, confined } = report
  const cases = []
  for (const [at, record] of session.records.entries()) {
    cases.push(exercised(`${record.name}: carried out`, record))
    const { findings, hidden } = session.structure[at]
    cases.push(clean(`${record.name}: structure`, findings))
    if (hidden > 0)
      cases.push(
        skipped(
          `${record.name}: where the broker saved`,
          `without root nobody may look into it: the paths of ${hidden} calls were not read`,
        ),
      )
  }
  if (session.content.onImage) cases.push(clean('content of the disk image', session.content.findings))
  else {
    cases.push(clean('content of the files that are there', session.content.findings))
    cases.push(skipped('content of the disk image, deleted files included', host.volumeObstacle))
  }
  if (confined) cases.push(...confinedCases(confined, 'disk'))
  cases.push(...controlCases(controls))
  cases.push(...(report.cases ?? []))
  return cases
}

export function networkCases(report) {
  const { tour, controls, confined, isolated, host } = report
  const findings = tour.structure.findings.filter(({ step }) => step === 'network')
  const local = tour.structure.findings.filter(({ kind }) => kind === 'local-socket')
  const untraced = tour.structure.findings.filter(({ kind }) => kind === 'untraced' || kind === 'unread')
  const cases = [
    exercised('tour: carried out', tour.record),
    clean('tour: nothing tried to leave the computer', findings),
    clean('tour: no program of this computer was spoken to that is not on the list', local),
    clean('tour: every process was followed', untraced),
  ]
  if (!isolated) cases.push(skipped('tour: in an empty network namespace', host.networkObstacle))
  if (confined) cases.push(...confinedCases(confined, 'network'))
  cases.push(...controlCases(controls))
  return cases
}

/** `proven`, `failed`, or `incomplete` when steps could not run: incomplete never counts as proven. */
export function verdictOf(cases) {
  if (cases.some(({ status }) => status === 'failed')) return 'failed'
  return cases.some(({ status }) => status === 'skipped') ? 'incomplete' : 'proven'
}

export const EXIT_CODES = { proven: 0, failed: 1, incomplete: 3 }

export function totalsOf(cases) {
  const count = (status) => cases.filter((each) => each.status === status).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}
