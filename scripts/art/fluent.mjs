import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Fluent Emoji by Microsoft, MIT, as packed by Iconify: name → SVG body on a 32×32 ground. Read once, it is large. */
let icons = null

/** The body of one icon; throws when the set does not have it. */
export function fluentIcon(name) {
  icons ??= JSON.parse(readFileSync(require.resolve('@iconify-json/fluent-emoji/icons.json'), 'utf8')).icons
  const icon = icons[name]
  if (!icon) throw new Error(`fluent-emoji has no ${name}`)
  return icon.body
}

/** Where the icons are drawn, with air around: some shadows leave the 32×32 ground. */
export const FLUENT_BOX = [-4, -4, 40, 40]

/**
 * Replaces `<use data-icon="name" transform="…"/>` in an own drawing by the icon, drawn about (0, 0) and one unit wide:
 * a wreath is nine uses of one blossom.
 */
export function withIcons(body) {
  const names = [...new Set([...body.matchAll(/data-icon="([^"]+)"/g)].map((match) => match[1]))]
  if (names.length === 0) return body
  const definitions = names
    .map(
      (name) => `<g id="icon-${name}" transform="scale(.03125) translate(-16 -16)">${scopedIcon(name)}</g>`,
    )
    .join('')
  return `<defs>${definitions}</defs>${body.replace(/data-icon="([^"]+)"/g, 'href="#icon-$1"')}`
}

/** Two icons in one drawing must not share ids, nor with the drawing around them. */
const scopedIcon = (name) =>
  fluentIcon(name)
    .replace(/\bid="/g, `id="${name}-`)
    .replace(/url\(#/g, `url(#${name}-`)
    .replace(/href="#/g, `href="#${name}-`)
