/** The report that a person reads. Every number in it comes from the run. */

const VERDICTS = {
  proven: 'Proven',
  failed: '**Not proven: something failed**',
  incomplete: '**Incomplete: steps could not run here**',
}
const PROMISES = {
  disk: 'Camera pictures, points of a face, imported photos and the decorated preview are never written to a disk. A file that the person saves goes where they chose, and nowhere else.',
  network: 'Nothing leaves the computer: no connection, no datagram, no look-up of a name.',
}

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n')
const list = (lines) => lines.map((line) => `- ${line}`).join('\n')
const mark = { passed: 'yes', failed: '**NO**', skipped: 'not run' }
const yesNo = (value) => (value === null ? '' : value ? 'good' : '**a gap of this host**')

const stepRows = (records) =>
  records.flatMap((record) =>
    record.steps.map(({ name, seconds, ok }) => [
      record.name,
      name,
      `${seconds} s`,
      ok ? 'done' : '**failed**',
    ]),
  )

const placeOf = ({ path, where }) => path ?? where

function structureSection(structures) {
  return structures
    .flatMap(({ run, calls, threads, allowed, findings, stopped }) => [
      `**${run}**: ${calls} system calls of ${threads} threads read. Allowed: ${
        Object.entries(allowed)
          .map(([id, count]) => `${id} ${count}`)
          .join(', ') || 'nothing'
      }.`,
      findings.length === 0
        ? 'Nothing else was written, made or reached.'
        : `Findings:\n\n${list(findings.map((each) => `${each.what} \`${placeOf(each)}\` (${each.count}×)`))}`,
      ...(stopped.length === 0
        ? []
        : [
            `Attempted and stopped by the system:\n\n${list(stopped.map((each) => `${each.what} \`${placeOf(each)}\` (${each.error}, ${each.count}×)`))}`,
          ]),
    ])
    .join('\n\n')
}

function contentSection({ bytesSearched, seconds, findings, exemptHits, landmarks, onImage, checks }) {
  return [
    `${onImage ? 'The raw disk image' : 'The files in the home directory (deleted ones are not seen)'}: ${bytesSearched} bytes searched in ${seconds} s, for ${checks.length} kinds of traces, with ${landmarks} lists of points that vision gave in this very run.`,
    `${exemptHits} places belong to the files that the person saved, and count as theirs.`,
    findings.length === 0
      ? 'Nothing of a face was found.'
      : `Findings:\n\n${list(findings.map(({ check, detail, offset }) => `${check} at byte ${offset}: ${detail}`))}`,
  ].join('\n\n')
}

const controlTable = (controls) =>
  table(
    ['leak on purpose', 'steps that must notice', 'noticed by', 'caught', 'evidence'],
    controls.flatMap(({ results }) =>
      results.map(({ says, expected, caughtBy, caught, evidence }) => [
        says,
        expected.join(', '),
        caughtBy.join(', ') || 'none',
        caught ? 'yes' : '**NO**',
        evidence.join('; '),
      ]),
    ),
  )

function headOf({ proof, date, seconds, target, user, cases, verdict }) {
  return [
    `# Proof: ${proof === 'disk' ? 'no face data reaches the disk' : 'nothing leaves the computer'}`,
    `${VERDICTS[verdict]} · ${date} · ${seconds} s`,
    `**Promised.** ${PROMISES[proof]}`,
    '## What was proven',
    table(
      ['', ''],
      [
        ['release', `${target.version}${target.commit ? `, commit ${target.commit}` : ''}`],
        [
          'what was started',
          `${target.name} (${target.kind}${target.launcher ? ', behind its launcher' : ', **not confined: no launcher**'})`,
        ],
        ['Electron', target.electron],
        ['SHA-256 of the executable', target.sha256.executable],
        ['SHA-256 of the app', target.sha256.app],
        ['ran as', user],
      ],
    ),
    '## Result, case by case',
    table(
      ['case', 'holds', ''],
      cases.map(({ name, status, detail }) => [name, mark[status], detail.join('; ')]),
    ),
  ]
}

const hostSection = ({ conditions }) =>
  table(
    ['condition of this computer', 'found', '', 'why it matters'],
    conditions.map(({ id, value, good, says }) => [id, value, yesNo(good), says]),
  )

/** Attempts of the app itself, by the words of what it answered. */
const attemptRows = (attempts) =>
  attempts.map(({ attempted, stopped, ...rest }) => [
    attempted,
    stopped ? `stopped: ${stopped}` : JSON.stringify(rest),
  ])

export function diskReport(report) {
  const { session, controls, confined, host, limits, hostCases } = report
  return [
    ...headOf(report),
    '## What was done',
    `The camera showed a clip with a random texture made for this run, for ${report.cameraSeconds} s. Saving a scene is not part of the session: the app has no such thing yet.`,
    table(['start', 'step', 'took', ''], stepRows(session.records)),
    '## Structure: what was written, made and reached',
    structureSection(session.structure),
    '## Content: what is on the disk',
    contentSection(session.content),
    '## Negative controls',
    'Each breaks the promise on purpose, in the bare app without its launcher. A proof that cannot fail proves nothing.',
    controlTable(controls),
    ...(confined
      ? [
          'The same attempts behind the launcher, as people start it:',
          table(['attempt', 'what came of it'], attemptRows(confined.record.leaks)),
          structureSection([confined.structure]),
        ]
      : []),
    '## Conditions of the host',
    hostSection(host),
    '## What the host could do',
    list(hostCases),
    '## Not checked',
    list(limits),
    '',
  ].join('\n\n')
}

export function networkReport(report) {
  const { tour, controls, confined, host, isolated } = report
  return [
    ...headOf(report),
    '## What was done',
    isolated
      ? 'The whole tour ran in a network namespace of its own that leads nowhere, so nothing could leave; the trace shows what tried.'
      : `The tour was watched, but not walled in: ${host.networkObstacle}.`,
    table(['start', 'step', 'took', ''], stepRows([tour.record])),
    '## What the trace shows',
    structureSection([tour.structure]),
    '## Negative controls',
    controlTable(controls),
    table(['attempt', 'what came of it'], attemptRows(controls[0]?.attempts ?? [])),
    ...(confined ? ['The same attempts behind the launcher:', structureSection([confined.structure])] : []),
    '## Conditions of the host',
    hostSection(host),
    '## Not checked',
    list([
      'Other programs of this computer: a hostile main process could ask one of them by the session bus (docs/threat-model.md).',
      'What a printer or a display server does with what it is given.',
      'Ways out that are no network: sound, light, radio of the hardware.',
    ]),
    '',
  ].join('\n\n')
}
