const onHead = (art) => ({ art, anchor: 'crown', slot: 'overAll' })
const onNose = (art) => ({ art, anchor: 'noseTip', slot: 'onSkin' })

const animal = (id, ja, en, keywords, parts) => ({ id, name: { ja, en }, category: 'ears', keywords, parts })

export const ears = [
  animal('cat-ears', 'ねこ耳', 'Cat ears', ['猫', 'ネコ', 'kitten'], [onHead('cat-ears')]),
  animal(
    'cat-face',
    'ねこ',
    'Cat',
    ['猫', 'ひげ', 'whiskers', 'nose', 'kitten'],
    [onHead('cat-ears'), onNose('cat-nose')],
  ),
  animal('rabbit-ears', 'うさ耳', 'Rabbit ears', ['兎', 'ウサギ', 'bunny'], [onHead('rabbit-ears')]),
  animal(
    'rabbit-face',
    'うさぎ',
    'Rabbit',
    ['兎', 'ひげ', 'bunny', 'whiskers'],
    [onHead('rabbit-ears'), onNose('rabbit-nose')],
  ),
  animal('bear-face', 'くま', 'Bear', ['熊', 'クマ', 'teddy'], [onHead('bear-ears'), onNose('bear-nose')]),
  animal('fox-face', 'きつね', 'Fox', ['狐', 'キツネ', '耳'], [onHead('fox-ears'), onNose('fox-nose')]),
  animal(
    'dog-face',
    'いぬ',
    'Dog',
    ['犬', 'わんこ', 'puppy'],
    [onHead('dog-ears'), { art: 'dog-tongue', anchor: 'mouth', slot: 'onSkin' }, onNose('dog-nose')],
  ),
  animal('panda-face', 'パンダ', 'Panda', ['ぱんだ', '熊猫'], [onHead('panda-ears'), onNose('panda-nose')]),
  animal('mouse-ears', 'ねずみ耳', 'Mouse ears', ['鼠', 'round'], [onHead('mouse-ears')]),
]
