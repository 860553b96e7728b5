import { glasses } from './glasses.mjs'
import { hats } from './hats.mjs'
import { ears } from './ears.mjs'
import { masks, mouth } from './facePieces.mjs'
import { makeup } from './makeup.mjs'
import { seasons } from './seasons.mjs'
import { looks } from './looks.mjs'

/** Arts that are icons of Fluent Emoji: id → icon name. Every other art is a drawing in scripts/art/drawn. */
const fluent = {
  sunglasses: 'sunglasses',
  'top-hat': 'top-hat',
  crown: 'crown',
  'sun-hat': 'womans-hat',
  cap: 'billed-cap',
  'graduation-cap': 'graduation-cap',
  ribbon: 'ribbon',
  'pig-nose': 'pig-nose',
  'kiss-mark': 'kiss-mark',
  sparkles: 'sparkles',
  butterfly: 'butterfly',
  'party-popper': 'party-popper',
  rose: 'rose',
  lollipop: 'lollipop',
  'maple-leaf': 'maple-leaf',
  kadomatsu: 'pine-decoration',
  tanabata: 'tanabata-tree',
  tengu: 'goblin',
  chick: 'baby-chick',
  tangerine: 'tangerine',
}

/** Everything the starter pack holds, with places given on the face (see faceFrame.mjs). */
export const catalogue = {
  fluent,
  decorations: [...glasses, ...hats, ...ears, ...masks, ...mouth, ...makeup, ...seasons],
  looks,
}
