import type { ConsentActor, ConsentEvent, ConsentState, Language } from '../consent'

/** Every word of a consent receipt. */
export interface ConsentReceiptWords {
  readonly title: string
  readonly opening: string
  readonly face: string
  readonly optional: Readonly<Record<'news' | 'questionnaires', string>>
  readonly purpose: string
  readonly article: (numbers: readonly string[]) => string
  readonly state: Readonly<Record<'name', string>> & Readonly<Record<Exclude<ConsentState, 'none'>, string>>
  readonly event: Readonly<Record<ConsentEvent['kind'], string>>
  readonly shownIn: Readonly<Record<Language, string>>
  readonly policy: string
  readonly sum: string
  readonly answeredBy: string
  readonly actor: Readonly<Record<ConsentActor, string>>
  readonly paragraphs: readonly string[]
  readonly code: string
  readonly made: (version: string) => string
}

const ENGLISH: ConsentReceiptWords = {
  title: 'Receipt of an answer',
  opening: 'This is what was shown and what was answered. It holds no name and no picture.',
  face: 'Scan a face and decorate it',
  optional: { news: 'News and announcements', questionnaires: 'Questionnaires' },
  purpose: 'Purpose',
  article: (numbers) => `Article ${numbers.join(' and ')}`,
  state: {
    name: 'Stands at',
    presented: 'Not answered yet',
    given: 'Agreed',
    refused: 'Refused',
    withdrawn: 'Agreed, then taken back',
    superseded: 'Over: the policy has a new version',
    expired: 'Over: not answered, or asked anew',
  },
  event: {
    presented: 'Shown',
    given: 'Agreed',
    refused: 'Refused',
    withdrawn: 'Taken back',
    superseded: 'Over by a new version',
    expired: 'Over',
  },
  shownIn: { ja: 'in Japanese', en: 'in English' },
  policy: 'Policy version',
  sum: 'SHA-256 of the text shown',
  answeredBy: 'Answered by',
  actor: {
    self: 'The person',
    guardian: 'A parent or guardian',
    operator: 'The operator of this installation',
  },
  paragraphs: [
    'The answer can be changed at any time in Kazari: Settings › Privacy › Consents. Taking it back stops the reading at once.',
    'The SHA-256 stands for the exact text that was shown: another text has another one.',
  ],
  code: 'This receipt for programs (JSON)',
  made: (version) => `Made by Kazari ${version} on the computer where the answer was given`,
}

const JAPANESE: ConsentReceiptWords = {
  title: 'お答えの控え',
  opening: 'お見せした内容と、いただいたお答えの記録です。お名前も写真も入っていません。',
  face: '顔を読み取って飾る',
  optional: { news: 'お知らせ', questionnaires: 'アンケート' },
  purpose: '目的',
  article: (numbers) => numbers.map((number) => (number.includes('.') ? number : `第${number}条`)).join('、'),
  state: {
    name: '現在の状態',
    presented: 'まだお答えがありません',
    given: '同意',
    refused: '同意しない',
    withdrawn: '同意のあと、取り消し',
    superseded: '終了（ポリシーが新しくなりました）',
    expired: '終了（お答えがないか、改めてお聞きします）',
  },
  event: {
    presented: 'お見せしました',
    given: '同意',
    refused: '同意しない',
    withdrawn: '同意の取り消し',
    superseded: '新しい版により終了',
    expired: '終了',
  },
  shownIn: { ja: '日本語', en: '英語' },
  policy: 'ポリシーの版',
  sum: 'お見せした文章の SHA-256',
  answeredBy: 'お答えになった方',
  actor: { self: 'ご本人', guardian: '保護者', operator: 'この施設の運営者' },
  paragraphs: [
    'お答えは Kazari の「設定 › プライバシー › 同意」で、いつでも変えられます。取り消すと、読み取りはすぐに止まります。',
    'SHA-256 は、お見せした文章そのものを表します。文章が少しでも違えば、違う値になります。',
  ],
  code: 'プログラムで読むための控え（JSON）',
  made: (version) => `お答えをいただいたパソコンの Kazari ${version} が作成`,
}

export const CONSENT_RECEIPT_WORDS: Readonly<Record<Language, ConsentReceiptWords>> = {
  ja: JAPANESE,
  en: ENGLISH,
}
