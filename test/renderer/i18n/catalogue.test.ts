import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../src/contracts/errors'
import { ENGINES } from '../../../src/contracts/vision'
import { CATEGORIES } from '../../../src/domain/decoration/decoration'
import { ANCHORS } from '../../../src/domain/face/anchors'
import { english as en, japanese as ja } from '../../../src/renderer/i18n/words'

const rendererRoot = resolve(import.meta.dirname, '../../../src/renderer')

/** Names that are the same in every language, and marks that are no words. */
const NOT_WORDS = /^[\s\d\p{P}\p{S}]*$/u
/** Attributes whose text people see or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
  'label',
])

function flatten(tree: object, prefix = ''): ReadonlyMap<string, string> {
  const entries = Object.entries(tree) as [string, string | object][]
  return new Map(
    entries.flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

/** Japanese has one plural form, English two: the key is the same. */
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '')
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted()

const english = flatten(en)
const japanese = flatten(ja)
const keys = new Set([...english.keys()].map(withoutPlural))

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const files = sourceFiles(rendererRoot).map((path) => ({
  name: relative(rendererRoot, path),
  source: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
}))

function visitAll(visit: (node: ts.Node, file: string) => void): void {
  for (const { name, source } of files) {
    const walk = (node: ts.Node) => {
      visit(node, name)
      ts.forEachChild(node, walk)
    }
    walk(source)
  }
}

/** Every key passed to `t`: whole ones, and the fixed beginnings of those put together at run time. */
function usedKeys(): { readonly whole: Set<string>; readonly prefixes: Set<string> } {
  const whole = new Set<string>()
  const prefixes = new Set<string>()
  visitAll((node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 't')
      return
    const [argument] = node.arguments
    if (!argument) return
    if (ts.isStringLiteralLike(argument)) whole.add(argument.text)
    else if (ts.isTemplateExpression(argument)) prefixes.add(argument.head.text)
  })
  return { whole, prefixes }
}

describe('catalogues', () => {
  it('hold the same keys in both languages', () => {
    const english = new Set([...flatten(en).keys()].map(withoutPlural))
    const both = new Set([...japanese.keys()].map(withoutPlural))
    expect([...english].filter((key) => !both.has(key))).toEqual([])
    expect([...both].filter((key) => !english.has(key))).toEqual([])
  })

  it('fill the same blanks in both languages', () => {
    const different = [...english].filter(([key, text]) => {
      const other = japanese.get(key) ?? japanese.get(`${withoutPlural(key)}_other`)
      return other === undefined || String(placeholders(text)) !== String(placeholders(other))
    })
    expect(different).toEqual([])
  })

  it('have both plural forms in English wherever one is', () => {
    const plurals = [...english.keys()].filter((key) => /_(one|other)$/.test(key)).map(withoutPlural)
    for (const key of plurals) {
      expect(english.has(`${key}_one`) && english.has(`${key}_other`), key).toBe(true)
      expect(japanese.has(`${key}_other`), key).toBe(true)
    }
  })

  it('leave no text empty, and say it in their own script', () => {
    for (const [key, text] of [...english, ...japanese]) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of english) {
      if (key !== 'consent.otherLanguage')
        expect(text, key).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)
    }
  })

  it('have a word for every value the contract knows', () => {
    const needed = [
      ...ERROR_CODES.map((code) => `error.${code}`),
      ...ENGINES.map((engine) => `engine.${engine}`),
      ...ENGINES.map((engine) => `engine.about.${engine}`),
      ...CATEGORIES.map((category) => `category.${category}`),
      ...ANCHORS.map((anchor) => `anchor.${anchor}`),
    ]
    expect(needed.filter((key) => !keys.has(key))).toEqual([])
  })
})

describe('the renderer', () => {
  const used = usedKeys()

  it('asks only for keys that exist', () => {
    expect(used.whole.size).toBeGreaterThan(100)
    expect([...used.whole].filter((key) => !keys.has(key))).toEqual([])
    for (const prefix of used.prefixes) {
      expect(
        [...keys].some((key) => key.startsWith(prefix)),
        prefix,
      ).toBe(true)
    }
  })

  it('uses every key of the catalogues', () => {
    const dead = [...keys].filter(
      (key) => !used.whole.has(key) && ![...used.prefixes].some((prefix) => key.startsWith(prefix)),
    )
    expect(dead).toEqual([])
  })

  it('has no words of its own in a component', () => {
    const words: string[] = []
    visitAll((node, file) => {
      if (ts.isJsxText(node) && !NOT_WORDS.test(node.text)) words.push(`${file}: ${node.text.trim()}`)
      if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
        const name = node.name.getText()
        if (SPOKEN.has(name) && node.initializer.text !== '')
          words.push(`${file}: ${name}=${node.initializer.text}`)
      }
      if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
        const attribute = ts.isJsxAttribute(node.parent) ? node.parent.name.getText() : 'text'
        const seen = attribute === 'text' || SPOKEN.has(attribute)
        if (seen && !NOT_WORDS.test(node.expression.text)) words.push(`${file}: ${node.expression.text}`)
      }
    })
    // The letter of a key on the keyboard.
    const letters = [
      'features/photos/Toolbar.tsx: B',
      'features/live/StageNotice.tsx: V',
      'features/photos/PhotosScreen.tsx: V',
    ]
    expect(words.filter((entry) => !letters.includes(entry))).toEqual([])
  })
})
