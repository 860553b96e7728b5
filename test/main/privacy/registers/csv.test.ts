import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CSV_TABLES, type CsvTable } from '../../../../src/contracts/calls/registers'
import { recordOf } from '../../support'
import { DRAFT, NOW, openDesk, receive, rowOf, type Desk, type RigOptions } from './rig'

const FORMULAS = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '\u3000=1+1', '＝1+1', '=1;"\n=2']

/** A desk with a record in every table, texts in them beginning as a formula does. */
async function filled(formula: string, options: RigOptions = {}): Promise<Desk> {
  const desk = await openDesk({ consents: [recordOf(['presented', 'given'])], ...options })
  const text = formula
  await receive(desk, 'R-7Q4M-20K9', [
    { kind: 'acknowledge', notice: { by: 'posted', reference: 'letter 1', givesReason: true } },
    { kind: 'verify', why: text },
  ])
  rowOf(await desk.call('provision:add', { draft: { ...DRAFT, person: text } }))
  const proposal = { name: '印刷所', address: '東京都', work: text, items: '氏名' }
  rowOf(await desk.call('entrustment:propose', { proposal }))
  return desk
}

/** A reader of RFC 4180 of its own: quotes, doubled quotes, CRLF. */
function cellsOf(file: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < file.length; at++) {
    const sign = file[at] ?? ''
    if (isQuoted && sign === '"' && file[at + 1] === '"') cell += file[++at] ?? ''
    else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && sign === ',') {
      row.push(cell)
      cell = ''
    } else if (!isQuoted && sign === '\r') {
      row.push(cell)
      rows.push(row)
      row = []
      cell = ''
      at++
    } else cell += sign
  }
  return rows
}

async function saved(desk: Desk, table: CsvTable): Promise<string> {
  const path = join(desk.exports, `${table}.csv`)
  desk.choose(path)
  const reply = await desk.call('register:csv', { table })
  if (!reply.ok) throw new Error(reply.error.code)
  expect(reply.value.name).toBe(`${table}.csv`)
  return readFileSync(path, 'utf8')
}

describe.each(FORMULAS)('%j in a field', (formula) => {
  test.each(CSV_TABLES)('is shown as text by the table of %s', async (table) => {
    const desk = await filled(formula)
    const file = await saved(desk, table)
    expect(file.startsWith('\ufeff')).toBe(true)
    expect(file.endsWith('\r\n')).toBe(true)
    const [columns, ...rows] = cellsOf(file.slice(1))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row).toHaveLength(columns?.length ?? 0)
      for (const cell of row) expect(cell).not.toMatch(/^[\s\u3000]*[=+\-@＝＋－＠]/u)
    }
    if (table === 'provisions') expect(rows[0]?.[columns?.indexOf('person') ?? -1]).toBe(`'${formula.trim()}`)
  })
})

test('every table has a row for each record, and the book is told who took it', async () => {
  const desk = await filled('text')
  const entries = desk.journal.count()
  const rows = await Promise.all(
    CSV_TABLES.map(async (table) => [table, cellsOf(await saved(await filled('text'), table)).length - 1]),
  )
  expect(Object.fromEntries(rows)).toEqual({
    requests: 1,
    transitions: 5,
    provisions: 1,
    entrustments: 1,
    consents: 1,
  })
  await saved(desk, 'requests')
  const told = await desk.journal.read(entries, 1)
  expect(told.ok && told.value[0]).toMatchObject({
    kind: 'desk',
    payload: { what: 'table-exported', table: 'requests', rows: 1, atMs: NOW, by: '佐藤 一' },
  })
})

test('times are Japan’s, wherever the computer stands', async () => {
  const [columns, row] = cellsOf((await saved(await filled('text'), 'provisions')).slice(1))
  expect(row?.[columns?.indexOf('provided_at') ?? -1]).toBe('2026-11-23 11:00:00+09:00')
})

describe('a table that cannot be written', () => {
  test('on a full disk leaves nothing, and is not told as taken', async () => {
    const steps = {
      fill: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })),
      replace: () => Promise.resolve(),
    }
    const desk = await filled('text', { steps })
    const before = desk.journal.count()
    desk.choose(join(desk.exports, 'a.csv'))
    expect(await desk.call('register:csv', { table: 'requests' })).toEqual({
      ok: false,
      error: { code: 'disk-full' },
    })
    expect(readdirSync(desk.exports)).toEqual([])
    expect(desk.journal.count()).toBe(before)
  })

  test('where nothing can be written says so', async () => {
    const desk = await filled('text')
    mkdirSync(join(desk.exports, 'folder.csv'))
    writeFileSync(join(desk.exports, 'file'), '')
    for (const path of [join(desk.exports, 'folder.csv'), join(desk.exports, 'file', 'a.csv')]) {
      desk.choose(path)
      expect(await desk.call('register:csv', { table: 'requests' })).toEqual({
        ok: false,
        error: { code: 'not-writable' },
      })
    }
  })

  test('into the book is told: the file is there, the note about it is not', async () => {
    const desk = await filled('text')
    desk.choose(join(desk.exports, 'a.csv'))
    desk.failWith('ENOSPC')
    expect(await desk.call('register:csv', { table: 'requests' })).toEqual({
      ok: false,
      error: { code: 'register-not-noted' },
    })
    expect(readdirSync(desk.exports)).toEqual(['a.csv'])
  })
})
