// Works on SVG as text: every drawing here comes from this repository or from one known icon set, so that
// the few constructs they use can be handled without a parser.

const ID = /\bid="([^"]+)"/g

/**
 * Renames every id to `<prefix>-<n>` in order of appearance, so that two drawings inlined in one page cannot
 * take each other's gradients. Returns the new text; throws on a reference to nothing.
 */
export function prefixIds(svg, prefix) {
  const names = [...new Set([...svg.matchAll(ID)].map((match) => match[1]))]
  const renamed = new Map(names.map((name, index) => [name, `${prefix}-${(index + 1).toString(36)}`]))
  const lookUp = (name) => {
    const target = renamed.get(name)
    if (!target) throw new Error(`${prefix}: reference to unknown id ${name}`)
    return target
  }
  return svg
    .replace(ID, (_, name) => `id="${lookUp(name)}"`)
    .replace(/url\(#([^)]+)\)/g, (_, name) => `url(#${lookUp(name)})`)
    .replace(/(?:xlink:)?href="#([^"]+)"/g, (_, name) => `xlink:href="#${lookUp(name)}"`)
}

/** Throws when a drawing could run, fetch or depend on anything outside itself. */
export function refuseOutsideParts(svg, name) {
  const forbidden = [
    /<script/i,
    /<foreignObject/i,
    /<text/i,
    /<image/i,
    /<style/i,
    /\son\w+=/i,
    /href="(?!#)/i,
    /url\((?!#)/i,
  ]
  for (const pattern of forbidden) if (pattern.test(svg)) throw new Error(`${name}: holds ${pattern.source}`)
}

const attribute = (tag, name) => Number(new RegExp(`\\s${name}="([^"]+)"`).exec(tag)?.[1] ?? 0)

/** The same ellipse as a path: Skia's reader of SVG paints a gradient on an `<ellipse>` black. */
function ellipsePath(tag) {
  const [cx, cy, rx, ry] = ['cx', 'cy', 'rx', 'ry'].map((name) => attribute(tag, name))
  const outline = `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
  return tag.replace(/\s(?:cx|cy|rx|ry)="[^"]*"/g, '').replace('<ellipse', `<path d="${outline}"`)
}

export const withoutEllipses = (svg) => svg.replace(/<ellipse[^>]*>/g, ellipsePath)

/** What is between `<svg …>` and `</svg>`, with comments and line breaks taken out. */
export function innerSvg(text) {
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>\s*$/.exec(text.trim())
  if (!inner) throw new Error('not an svg document')
  return inner[1]
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/>\s+</g, '><')
    .trim()
}

const trimmed = (value) => Number(value.toFixed(3)).toString()

/** A whole document around `body`; `box` is [x, y, width, height] in user units, `size` in pixels. */
export function svgDocument(body, box, size) {
  // The older spelling of href is the one that every renderer of SVG reads, Skia's included.
  const links = body.includes('xlink:href') ? ' xmlns:xlink="http://www.w3.org/1999/xlink"' : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg"${links} width="${trimmed(size.width)}" height="${trimmed(size.height)}" ` +
    `viewBox="${box.map(trimmed).join(' ')}">${body}</svg>\n`
  )
}
