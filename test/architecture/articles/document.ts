import { ARTICLE_IDS, type ArticleRow, type ArticleTable } from './rows'

export const DOCUMENT = 'docs/privacy/articles.md'

const code = (text: string) => `\`${text}\``
const cell = (text: string) => text.replaceAll('|', '\\|')
const nameOf = (screen: string) => screen.slice(screen.lastIndexOf('/') + 1)

/** The text of docs/privacy/articles.md. */
export function renderDocument(table: ArticleTable): string {
  const rows = ARTICLE_IDS.map((id) => {
    const row = table[id]
    const records = row.records.length === 0 ? 'none' : row.records.map(code).join(', ')
    const screens = row.screens.map((screen) => code(nameOf(screen))).join(', ')
    return `| ${id} | ${cell(row.title)} | ${screens} | ${records} | ${row.tests.length} |`
  })
  return [
    '# Every article of the policy, and where it works',
    '',
    'Written by `npm run articles` from `test/architecture/articles/`. `npm test` fails when this text is older than the table, when',
    'an article has no test, and when a screen or a test that is named here does not exist.',
    '',
    '| article | what it is about | screens | records | tests |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...ARTICLE_IDS.flatMap((id) => section(id, table[id])),
  ].join('\n')
}

function section(id: string, row: ArticleRow): readonly string[] {
  const kept = [row.records.map(code).join(', '), row.kept ?? ''].filter((text) => text !== '').join('. ')
  return [
    `## ${id} ${row.title}`,
    '',
    `- **The visitor.** ${row.visitor}`,
    ...(row.desk === null ? [] : [`- **The desk.** ${row.desk}`]),
    `- **Screens.** ${row.screens.map((screen) => code(`${screen}.tsx`)).join(', ')}`,
    `- **Records.** ${kept}`,
    '- **Tests.**',
    ...row.tests.map(([file, title]) => `  - ${code(file)}: ${title}`),
    '',
  ]
}
