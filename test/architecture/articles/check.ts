import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { JOURNAL_KINDS, type JournalKind } from '../../../src/domain/privacy/journal'
import { ARTICLE_IDS, type ArticleRow } from './rows'

const root = join(import.meta.dirname, '../../..')

/** What the table is compared with; the real one reads the checkout. */
export interface Checkout {
  /** Text of a file by its path from the root; null where there is none. */
  readonly read: (path: string) => string | null
}

export const thisCheckout: Checkout = {
  read: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null),
}

const TESTS = ['test', 'it']

/** Whether a callee is `test`, `test.each(…)`, `test.only` and the like. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return TESTS.includes(callee.text)
  if (ts.isCallExpression(callee)) return isTest(callee.expression)
  return (
    ts.isPropertyAccessExpression(callee) &&
    isTest(callee.expression) &&
    !['describe', 'skip', 'todo', 'fixme', 'beforeAll', 'afterAll'].includes(callee.name.text)
  )
}

/** Titles of the tests in a file, as they are written there. Skipped ones are none. */
export function titlesIn(source: string): ReadonlySet<string> {
  const titles = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments
      if (title && ts.isStringLiteralLike(title)) titles.add(title.text)
      else if (title && ts.isTemplateExpression(title)) titles.add(title.getText(file).slice(1, -1))
    }
    ts.forEachChild(node, visit)
  }
  const file = ts.createSourceFile('test.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  visit(file)
  return titles
}

const known = new Map<string, ReadonlySet<string>>()
/** Many rows name tests of one file. */
function remembered(source: string): ReadonlySet<string> {
  const titles = known.get(source) ?? titlesIn(source)
  known.set(source, titles)
  return titles
}

/** Kinds that say how the book itself is, not what an article asks for. */
const OF_THE_BOOK: readonly JournalKind[] = ['journal-repaired']

/** Everything that is wrong with the table: each row is checked on its own, then what no row speaks of. */
export function tableFaults(
  table: Readonly<Partial<Record<string, ArticleRow>>>,
  checkout: Checkout,
): readonly string[] {
  const faults: string[] = []
  for (const id of ARTICLE_IDS) {
    const row = table[id]
    if (!row) faults.push(`Article ${id} has no row`)
    else faults.push(...rowFaults(row, checkout).map((fault) => `Article ${id}: ${fault}`))
  }
  const ids: readonly string[] = ARTICLE_IDS
  for (const id of Object.keys(table)) if (!ids.includes(id)) faults.push(`the policy has no Article ${id}`)
  const recorded = new Set(Object.values(table).flatMap((row) => row?.records ?? []))
  for (const kind of JOURNAL_KINDS)
    if (!recorded.has(kind) && !OF_THE_BOOK.includes(kind))
      faults.push(`no article leaves records of kind ${kind}`)
  return faults
}

function rowFaults(row: ArticleRow, checkout: Checkout): readonly string[] {
  const faults: string[] = []
  for (const name of ['title', 'visitor'] as const)
    if (row[name].trim() === '') faults.push(`${name} is empty`)
  if (row.screens.length === 0) faults.push('has no screen')
  for (const screen of row.screens) {
    const source = checkout.read(`src/renderer/features/${screen}.tsx`)
    const component = screen.slice(screen.lastIndexOf('/') + 1)
    if (source === null) faults.push(`there is no screen ${screen}`)
    else if (!new RegExp(`^export (?:default )?(?:function|const) ${component}\\b`, 'm').test(source))
      faults.push(`${screen} exports no ${component}`)
  }
  const records: readonly string[] = JOURNAL_KINDS
  for (const kind of row.records)
    if (!records.includes(kind)) faults.push(`there are no records of kind ${kind}`)
  if (row.records.length === 0 && (row.kept ?? '') === '')
    faults.push('says neither what is recorded nor why nothing is')
  if (row.tests.length === 0) faults.push('has no test')
  for (const [path, title] of row.tests) {
    const source = checkout.read(path)
    if (source === null) faults.push(`there is no ${path}`)
    else if (!remembered(source).has(title)) faults.push(`${path} has no test “${title}”`)
  }
  return faults
}
