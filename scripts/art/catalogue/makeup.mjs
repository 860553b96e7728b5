const cheeks = (art, extra = {}) => [
  { art: `${art}-right`, anchor: 'rightCheek', slot: 'onSkin', ...extra },
  { art: `${art}-left`, anchor: 'leftCheek', slot: 'onSkin', ...extra },
]
const makeUp = (id, ja, en, keywords, parts) => ({
  id,
  name: { ja, en },
  category: 'makeup',
  keywords,
  parts,
})
const lips = (colour, strength, blend) => ({ kind: 'tint', region: 'lips', colour, strength, blend })
const eyelids = (colour, strength, blend) => [
  { kind: 'tint', region: 'rightEyelid', colour, strength, blend },
  { kind: 'tint', region: 'leftEyelid', colour, strength, blend },
]

export const makeup = [
  makeUp(
    'blush',
    'ほおべに',
    'Rosy cheeks',
    ['チーク', 'blush', 'pink'],
    [
      { art: 'blush', anchor: 'rightCheek', slot: 'onSkin', at: [-0.69, 0.62], width: 0.88 },
      { art: 'blush', anchor: 'leftCheek', slot: 'onSkin', at: [0.69, 0.62], width: 0.88 },
    ],
  ),
  makeUp('star-blush', '星のほっぺ', 'Star cheeks', ['ほし', 'チーク', 'stars'], cheeks('star-blush')),
  makeUp(
    'heart-cheeks',
    'ハートのほっぺ',
    'Heart cheeks',
    ['はーと', 'チーク', 'love'],
    cheeks('heart-cheeks'),
  ),
  makeUp(
    'freckles',
    'そばかす',
    'Freckles',
    ['sun-kissed', 'dots'],
    [{ art: 'freckles', anchor: 'noseBridge', slot: 'onSkin', blend: 'multiply' }],
  ),
  makeUp(
    'lip-coral',
    'コーラルリップ',
    'Coral lips',
    ['口紅', 'lipstick'],
    [lips('#ff5a5f', 0.5, 'soft-light')],
  ),
  makeUp('lip-rouge', '紅', 'Rouge', ['くちべに', 'lipstick', 'red'], [lips('#c8102e', 0.55, 'multiply')]),
  makeUp(
    'lip-berry',
    'ベリーリップ',
    'Berry lips',
    ['口紅', 'lipstick', 'plum'],
    [lips('#8e1652', 0.5, 'multiply')],
  ),
  makeUp(
    'shadow-plum',
    'プラムの目もと',
    'Plum eye shadow',
    ['アイシャドウ', 'purple'],
    eyelids('#7a3fa0', 0.5, 'multiply'),
  ),
  makeUp(
    'shadow-gold',
    'ゴールドの目もと',
    'Gold eye shadow',
    ['アイシャドウ', 'glitter'],
    eyelids('#ffc247', 0.55, 'overlay'),
  ),
  makeUp(
    'shadow-sky',
    '空色の目もと',
    'Sky eye shadow',
    ['アイシャドウ', 'blue'],
    eyelids('#3f8fd8', 0.48, 'multiply'),
  ),
  makeUp('tears', 'なみだ', 'Tears', ['涙', 'cry', 'sad'], cheeks('tears')),
  makeUp(
    'face-jewels',
    'フェイスジュエル',
    'Face jewels',
    ['宝石', 'ラインストーン', 'gems'],
    cheeks('face-jewels'),
  ),
  makeUp(
    'sparkles',
    'きらきら',
    'Sparkles',
    ['キラキラ', '星', 'glitter', 'shine'],
    [
      { art: 'sparkles', anchor: 'leftEar', slot: 'overAll', at: [1.55, -0.75], width: 0.85 },
      { art: 'sparkles', anchor: 'rightEar', slot: 'overAll', at: [-1.5, 0.75], width: 0.55, turnDeg: 160 },
    ],
  ),
]
