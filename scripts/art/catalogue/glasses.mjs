const onEyes = (art, extra = {}) => ({ art, anchor: 'eyes', slot: 'overEyes', ...extra })

export const glasses = [
  {
    id: 'round-glasses',
    name: { ja: '丸めがね', en: 'Round glasses' },
    category: 'glasses',
    keywords: ['めがね', '眼鏡', 'まる', 'specs', 'spectacles'],
    parts: [onEyes('round-glasses')],
  },
  {
    id: 'black-rim-glasses',
    name: { ja: '黒ぶちめがね', en: 'Black-rim glasses' },
    category: 'glasses',
    keywords: ['めがね', '眼鏡', 'くろぶち', 'wellington', 'spectacles'],
    parts: [onEyes('black-rim-glasses')],
  },
  {
    id: 'sunglasses',
    name: { ja: 'サングラス', en: 'Sunglasses' },
    category: 'glasses',
    keywords: ['さんぐらす', 'グラサン', 'shades', 'cool'],
    parts: [onEyes('sunglasses', { at: [0, 0.04], width: 2.3 })],
  },
  {
    id: 'heart-glasses',
    name: { ja: 'ハートめがね', en: 'Heart glasses' },
    category: 'glasses',
    keywords: ['はーと', '眼鏡', 'love', 'pink'],
    parts: [onEyes('heart-glasses')],
  },
  {
    id: 'star-glasses',
    name: { ja: '星のめがね', en: 'Star glasses' },
    category: 'glasses',
    keywords: ['ほし', 'スター', '眼鏡', 'pop', 'gold'],
    parts: [onEyes('star-glasses')],
  },
  {
    id: 'goggles',
    name: { ja: 'ゴーグル', en: 'Goggles' },
    category: 'glasses',
    keywords: ['スキー', 'スノボ', 'ski', 'snow', 'winter'],
    parts: [onEyes('goggles')],
  },
]
