import type { RequestKind } from '../request/kinds'
import type { ReplyKindWords, ReplyLetterWords } from './replyLetterWords'

const request = (matter: string, fulfilled: string): ReplyKindWords => ({
  matter: `${matter}のご請求`,
  fulfilled: `ご請求のとおり、${fulfilled}`,
  noData: 'お調べしましたが、ご請求に当たる個人情報は保管していませんでした。',
  titles: {
    acknowledgement: 'ご請求を受け付けました',
    result: 'ご請求の結果のお知らせ',
    refusal: 'ご請求に応じられないことのお知らせ',
  },
})

const matter = (name: string): ReplyKindWords => ({
  matter: name,
  fulfilled: `${name}について、次のとおりお答えします。`,
  noData: `${name}についてお調べしましたが、当たる記録はありませんでした。`,
  titles: {
    acknowledgement: `${name}を受け付けました`,
    result: `${name}へのお答え`,
    refusal: `${name}に応じられないことのお知らせ`,
  },
})

const KINDS: Readonly<Record<RequestKind, ReplyKindWords>> = {
  'notice-of-purposes': request('利用目的の通知', '個人情報の利用目的をお知らせします。'),
  disclosure: request('個人情報の開示', '保管している個人情報を開示します。'),
  'disclosure-of-provision-records': request(
    '第三者に提供した記録の開示',
    '第三者に提供した記録を開示します。',
  ),
  correction: request('個人情報の訂正', '個人情報を訂正しました。'),
  addition: request('個人情報の追加', '個人情報を追加しました。'),
  deletion: request('個人情報の削除', '個人情報を削除しました。'),
  'cease-use': request('個人情報の利用停止', '個人情報の利用を停止しました。'),
  erasure: request('個人情報の消去', '個人情報を消去しました。'),
  'cease-provision': request('第三者提供の停止', '個人情報を第三者に提供することを停止しました。'),
  complaint: matter('苦情のお申し出'),
  consultation: matter('ご相談'),
}

export const JAPANESE: ReplyLetterWords = {
  kinds: KINDS,
  titles: { alternative: '代わりの方法をとることのお知らせ', withdrawal: '取り下げを承りました' },
  acknowledged: (asked, day) => `お送りいただいた${asked}を、${day}に受け付けました。`,
  partly: (asked) =>
    `${asked}について、一部に応じました。応じたことと、応じられないことの理由は、次のとおりです。`,
  refused: (asked) => `${asked}には、次の理由により応じないことにしました。`,
  alternative: (asked) =>
    `${asked}にそのまま応じるのはとても難しいため、あなたの権利と利益を守る別の方法をとります（プライバシーポリシー第8条）。`,
  withdrawn: (asked, day) => `${asked}の取り下げを、${day}に承りました。この件の手続きは、これで終わりです。`,
  grounds: {
    'R1-harm': (article) =>
      `ご本人またはほかの人の生命、身体、財産、そのほかの権利や利益を害するおそれがあるため（プライバシーポリシー第${article}条）`,
    'R2-serious-hindrance': (article) =>
      `仕事を正しく行うことに大きな支障が出るおそれがあるため（プライバシーポリシー第${article}条）`,
    'R3-unlawful': (article) => `ほかの法律に違反することになるため（プライバシーポリシー第${article}条）`,
    'ground-not-met': (article) =>
      `調べた結果、ご請求の理由に当たる事実が確認できなかったため（プライバシーポリシー第${article}条）`,
    'identity-not-confirmed': () => 'ご本人、または正当な代理人からのご請求であることを確認できなかったため',
  },
  rows: {
    asked: 'ご用件',
    principal: 'ご本人',
    received: '受け付けた日',
    due: 'お答えの期限',
    decided: '決めた日',
    done: '行ったこと',
    answer: 'お答え',
    searched: 'お調べしたもの',
    ground: '根拠',
    reason: '理由',
    citation: '法律の定め',
    findings: '調べて分かったこと',
    measure: '代わりの方法',
    withdrawnWhy: 'お申し出の内容',
    contact: '連絡先',
  },
  until: (day) => `${day}まで`,
  paragraphs: {
    pause:
      'ご本人の確認に時間が必要なときは、その間だけ期限が延びます。そのときは、あらためてお知らせします。',
    reach: 'お問い合わせの際は、上の整理番号をお書き添えください。',
    complain:
      'ご納得いただけないときは、苦情をお申し出になれます（プライバシーポリシー第11条）。整理番号を添えて、お客様窓口にお送りください。',
    commission: '個人情報保護委員会に相談することもできます。',
    noDataLater: 'ほかにお心当たりがあるときは、日付や場所を添えて、もう一度お知らせください。',
    askAgain: '同じご用件は、いつでもあらためてお送りいただけます。',
  },
  address: (name) => `${name} 様`,
  desk: 'お客様窓口',
  member: (name) => `担当 ${name}`,
  signature: (name) => (name === '' ? '1SEC inc. お客様窓口' : `1SEC inc. お客様窓口 ${name}`),
  policy: (version) => `プライバシーポリシー ${version}版`,
}
