import { createCanvas, type Image } from '@napi-rs/canvas'
import { PARTS } from '../../domain/face/landmarks'
import { distance, type Point } from '../../domain/geometry/points'
import type { AnnotatedFace } from '../annotations'
import { median } from '../statistics'

/** How skin looks in a picture: what it is like and the light that fell on it cannot be told apart there. */
export type SkinLook = 'light' | 'medium' | 'dark'

/** Half a side of the square that is looked at on each cheek, of the distance between the outer eye corners. */
const CHEEK_RADIUS = 0.08
/** Less colour than this, in L*a*b*: a picture in black and white. */
const GREY_BELOW = 2
/** Degrees of the Individual Typology Angle. Source: Chardon et al., Skin colour typology and suntanning pathways, 1991. */
const LIGHT_ABOVE = 41
const DARK_BELOW = 10

const linear = (value: number) =>
  value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
const cubeRoot = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)

/** sRGB (0…255) as L*a*b* under daylight (D65). Source: CIE 15, IEC 61966-2-1. */
export function labOf(red: number, green: number, blue: number): readonly [number, number, number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** Midway between the lower lid and the corner of the mouth, on both sides. */
function cheeksOf(face: AnnotatedFace): readonly Point[] {
  const [right, left, lips] = [PARTS.rightEye[0], PARTS.leftEye[0], PARTS.outerLip[0]]
  return [
    middle(middle(face[right + 4]!, face[right + 5]!), face[lips]!),
    middle(middle(face[left + 4]!, face[left + 5]!), face[lips + 6]!),
  ]
}

/** What the cheeks look like: the colour of most of them, and the angle, degrees: the larger the lighter. */
export interface SkinColor {
  /** The picture has no colours, and there is no angle. */
  readonly isGrey: boolean
  /** Individual Typology Angle; null too where the light is so much of one colour that skin is bluer than grey: it would say nothing. */
  readonly angleDeg: number | null
}

export function skinColorOf(image: Image, face: AnnotatedFace): SkinColor {
  const radius = CHEEK_RADIUS * distance(face[PARTS.rightEye[0]]!, face[PARTS.leftEye[0] + 3]!)
  const side = Math.ceil(2 * radius)
  const colors: (readonly [number, number, number])[] = []
  for (const { x, y } of cheeksOf(face)) {
    const context = createCanvas(side, side).getContext('2d')
    context.drawImage(image, -Math.round(x - radius), -Math.round(y - radius))
    const { data } = context.getImageData(0, 0, side, side)
    for (let at = 0; at < data.length; at += 4) colors.push(labOf(data[at]!, data[at + 1]!, data[at + 2]!))
  }
  const [l, a, b] = [0, 1, 2].map((part) => median(colors.map((color) => color[part]!))) as [
    number,
    number,
    number,
  ]
  const isGrey = Math.hypot(a, b) < GREY_BELOW
  return { isGrey, angleDeg: isGrey || b <= 0 ? null : (Math.atan2(l - 50, b) * 180) / Math.PI }
}

export function skinLookOf(angleDeg: number): SkinLook {
  if (angleDeg > LIGHT_ABOVE) return 'light'
  return angleDeg < DARK_BELOW ? 'dark' : 'medium'
}
