import notices from '../../../../resources/NOTICES.md?raw'
import { readNotices, type NoticeBlock } from '../../state/noticesText'
import styles from './Notices.module.css'

const BLOCKS = readNotices(notices)

/** What Kazari carries besides its own code, and under which terms. */
export function Notices() {
  return (
    <div className={styles.notices} lang="en">
      {BLOCKS.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { readonly block: NoticeBlock }) {
  switch (block.kind) {
    case 'heading':
      // The section above already says what this is.
      if (block.level === 1) return null
      return block.level === 2 ? <h4>{block.text}</h4> : <h5>{block.text}</h5>
    case 'paragraph':
      return <p>{block.text}</p>
    case 'code':
      return <pre>{block.text}</pre>
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell}>{cell}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}
