const nose = (art, extra = {}) => ({ art, anchor: 'noseTip', slot: 'onSkin', ...extra })
const atMouth = (art, extra = {}) => ({ art, anchor: 'mouth', slot: 'onSkin', ...extra })

export const masks = [
  {
    id: 'kitsune-mask',
    name: { ja: 'きつね面', en: 'Kitsune mask' },
    category: 'masks',
    keywords: ['狐', 'お面', '祭り', 'fox', 'festival'],
    parts: [
      { art: 'kitsune-mask', anchor: 'crown', slot: 'overAll', at: [1.12, -0.8], width: 1.8, turnDeg: 18 },
    ],
  },
  {
    id: 'tengu-mask',
    name: { ja: 'てんぐ面', en: 'Tengu mask' },
    category: 'masks',
    keywords: ['天狗', 'お面', '祭り', 'goblin', 'festival'],
    parts: [{ art: 'tengu', anchor: 'crown', slot: 'overAll', at: [1.05, -0.95], width: 1.6, turnDeg: 12 }],
  },
  {
    id: 'masquerade',
    name: { ja: '仮面', en: 'Masquerade mask' },
    category: 'masks',
    keywords: ['かめん', '舞踏会', 'ball', 'carnival', 'domino'],
    parts: [{ art: 'masquerade', anchor: 'eyes', slot: 'overEyes' }],
  },
  {
    id: 'pig-nose',
    name: { ja: 'ぶた鼻', en: 'Pig nose' },
    category: 'masks',
    keywords: ['豚', 'ブタ', 'piglet', 'snout'],
    parts: [nose('pig-nose', { at: [0, 0.5], width: 0.86 })],
  },
  {
    id: 'clown-nose',
    name: { ja: 'ピエロの鼻', en: 'Clown nose' },
    category: 'masks',
    keywords: ['赤い鼻', '道化', 'red nose', 'circus'],
    parts: [nose('clown-nose')],
  },
]

export const mouth = [
  {
    id: 'moustache',
    name: { ja: '口ひげ', en: 'Moustache' },
    category: 'mouth',
    keywords: ['ひげ', '髭', 'mustache', 'gentleman'],
    parts: [atMouth('moustache')],
  },
  {
    id: 'handlebar',
    name: { ja: 'カイゼルひげ', en: 'Handlebar moustache' },
    category: 'mouth',
    keywords: ['ひげ', '髭', 'mustache', 'baron'],
    parts: [atMouth('handlebar')],
  },
  {
    id: 'beard',
    name: { ja: 'あごひげ', en: 'Full beard' },
    category: 'mouth',
    keywords: ['ひげ', '髭', 'santa', 'sailor'],
    parts: [atMouth('beard')],
  },
  {
    id: 'bubble-gum',
    name: { ja: '風船ガム', en: 'Bubble gum' },
    category: 'mouth',
    keywords: ['ガム', 'ふうせん', 'pink', 'pop'],
    parts: [atMouth('bubble-gum', { slot: 'overAll' })],
  },
  {
    id: 'lollipop',
    name: { ja: 'ぺろぺろキャンディ', en: 'Lollipop' },
    category: 'mouth',
    keywords: ['あめ', 'お菓子', 'candy', 'sweet'],
    parts: [
      atMouth('lollipop', {
        slot: 'overAll',
        at: [0.14, 1.1],
        origin: [0.97, 0.96],
        width: 0.95,
        turnDeg: 168,
      }),
    ],
  },
  {
    id: 'rose',
    name: { ja: 'くわえたバラ', en: 'Rose' },
    category: 'mouth',
    keywords: ['薔薇', '花', 'flower', 'tango'],
    parts: [
      atMouth('rose', { slot: 'overAll', at: [0.02, 1.14], origin: [0.5, 0.66], width: 0.8, turnDeg: 78 }),
    ],
  },
  {
    id: 'kiss-mark',
    name: { ja: 'キスマーク', en: 'Kiss mark' },
    category: 'mouth',
    keywords: ['くちびる', '口紅', 'lips', 'love'],
    parts: [
      {
        art: 'kiss-mark',
        anchor: 'leftCheek',
        slot: 'onSkin',
        at: [0.74, 0.66],
        width: 0.5,
        turnDeg: -8,
        opacity: 0.92,
      },
    ],
  },
]
