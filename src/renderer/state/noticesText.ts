/** One piece of the notices, in the few forms they are written in. */
export type NoticeBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'code'; readonly text: string }

const plain = (text: string) => text.replace(/`/g, '').replace(/\*\*/g, '').trim()

const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(plain)

/** Reads the notices' Markdown: headings, paragraphs, lists, tables and fenced texts. Marks inside a line are dropped. */
export function readNotices(markdown: string): readonly NoticeBlock[] {
  const blocks: NoticeBlock[] = []
  const lines = markdown.split('\n')
  let at = 0
  const takeWhile = (test: (line: string) => boolean): string[] => {
    const taken: string[] = []
    for (let line = lines[at]; line !== undefined && test(line); line = lines[++at]) taken.push(line)
    return taken
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const heading = /^(#+)\s+(.*)$/.exec(line)
    if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: plain(heading[2] ?? '') })
      at++
    } else if (line.startsWith('```')) {
      at++
      blocks.push({ kind: 'code', text: takeWhile((next) => !next.startsWith('```')).join('\n') })
      at++
    } else if (line.startsWith('|')) {
      const [head = [], ...rows] = takeWhile((next) => next.startsWith('|')).map(cells)
      const isRule = (row: readonly string[]) => row.every((cell) => /^:?-+:?$/.test(cell))
      blocks.push({ kind: 'table', head, rows: rows.filter((row) => !isRule(row)) })
    } else if (/^[-*] /.test(line)) {
      const items = takeWhile((next) => /^([-*] |\s+\S)/.test(next))
      blocks.push({ kind: 'list', items: joinWrapped(items) })
    } else if (line.trim() === '') {
      at++
    } else {
      const text = takeWhile((next) => next.trim() !== '' && !/^(#|\||```|[-*] )/.test(next))
      blocks.push({ kind: 'paragraph', text: plain(text.join(' ')) })
    }
  }
  return blocks
}

function joinWrapped(lines: readonly string[]): readonly string[] {
  const items: string[] = []
  for (const line of lines) {
    if (/^[-*] /.test(line)) items.push(plain(line.slice(2)))
    else items.push(`${items.pop() ?? ''} ${plain(line)}`)
  }
  return items
}
