const onHead = (art, extra = {}) => ({ art, anchor: 'crown', slot: 'overAll', ...extra })
const season = (id, ja, en, keywords, parts) => ({ id, name: { ja, en }, category: 'seasons', keywords, parts })

export const seasons = [
  season('sakura-crown', '桜かざり', 'Sakura crown', ['さくら', '春', '花見', 'cherry blossom', 'spring'], [onHead('sakura-crown')]),
  season('kadomatsu', '門松', 'Kadomatsu', ['かどまつ', '正月', 'お正月', 'new year', 'bamboo'], [
    onHead('kadomatsu', { at: [0, -1.38], origin: [0.5, 0.97], width: 1.7 }),
  ]),
  season('mikan', 'みかん', 'Mikan', ['鏡餅', '正月', 'new year', 'tangerine', 'orange'], [
    onHead('tangerine', { at: [0, -1.5], origin: [0.5, 0.97], width: 0.95 }),
  ]),
  season('oni-horns', '鬼の角', 'Oni horns', ['おに', '節分', 'ogre', 'setsubun', 'demon'], [onHead('oni-horns')]),
  season('kabuto', 'かぶと', 'Paper kabuto', ['兜', 'こどもの日', '端午', 'origami', 'samurai', 'helmet'], [onHead('kabuto')]),
  season('tanabata', '七夕', 'Tanabata', ['たなばた', '短冊', '笹', 'star festival', 'july'], [
    onHead('tanabata', { at: [0.95, -1.1], origin: [0.5, 0.8], width: 1.35, turnDeg: 12 }),
  ]),
  season('hachimaki', 'はちまき', 'Hachimaki', ['鉢巻', '祭り', '応援', 'headband', 'festival'], [
    { art: 'hachimaki', anchor: 'forehead', slot: 'overAll' },
  ]),
  season('hyottoko', 'ひょっとこ', 'Hyottoko', ['お面', '祭り', '盆踊り', 'obon', 'mask', 'festival'], [
    onHead('hyottoko', { at: [-1.05, -0.92], width: 1.35, turnDeg: -16 }),
  ]),
  season('butterfly', 'ちょうちょ', 'Butterflies', ['蝶', '春', 'spring'], [
    onHead('butterfly', { at: [0.95, -1.1], width: 0.95, turnDeg: 22 }),
    { art: 'butterfly', anchor: 'rightCheek', slot: 'onSkin', at: [-0.86, 0.72], width: 0.5, turnDeg: -24 },
  ]),
  season('witch-hat', '魔女の帽子', 'Witch hat', ['ハロウィン', 'まじょ', 'halloween'], [onHead('witch-hat')]),
  season('momiji', 'もみじ', 'Momiji', ['紅葉', '秋', 'maple', 'autumn', 'leaves'], [
    onHead('maple-leaf', { at: [0.88, -1.22], width: 0.95, turnDeg: 20 }),
    onHead('maple-leaf', { at: [0.28, -1.62], width: 0.62, turnDeg: -24 }),
    onHead('maple-leaf', { at: [1.3, -0.62], width: 0.55, turnDeg: 62 }),
  ]),
  season('santa-hat', 'サンタ帽', 'Santa hat', ['クリスマス', 'christmas'], [onHead('santa-hat')]),
  season('reindeer', 'トナカイ', 'Reindeer', ['クリスマス', '角', 'christmas', 'antlers', 'red nose'], [
    onHead('antlers'),
    { art: 'clown-nose', anchor: 'noseTip', slot: 'onSkin' },
  ]),
  season('snow', '雪', 'Snow', ['ゆき', '冬', 'winter', 'snowflake'], [onHead('snow')]),
  season('party-popper', 'クラッカー', 'Party popper', ['お祝い', '誕生日', 'birthday', 'confetti'], [
    { art: 'party-popper', anchor: 'leftEar', slot: 'overAll', at: [1.75, 0.45], width: 1.25 },
  ]),
]
