import type { IsoDay } from '../calendar/isoDay'
import type { Language } from '../consent'
import { CUSTOMER_DESK } from '../customerDesk'
import type { PolicyText } from '../policy'
import type { Letter } from './letter'

/** What can be hung up: what is read of a face (Article 3), and where to turn to (Article 12). */
export const POSTERS = ['face-data', 'customer-desk'] as const
export type Poster = (typeof POSTERS)[number]

interface PosterWords {
  readonly title: string
  readonly opening: string
  readonly paragraphs: readonly string[]
}

interface Words {
  readonly face: PosterWords
  readonly desk: PosterWords & { readonly rows: readonly { readonly name: string; readonly value: string }[] }
  readonly ownContact: string
  readonly article: (number: number, version: string) => string
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    face: {
      title: 'Your face stays yours',
      opening:
        'To put decorations in the right place, Kazari looks for eyes, nose and mouth. It asks you first.',
      paragraphs: [
        'You decide. “No” is fine: you can still decorate a photo by hand. You can change your answer at any time.',
        'A picture is kept only when you save it yourself.',
      ],
    },
    desk: {
      title: 'Customer Desk',
      opening: 'Questions about your personal information? Please write to us.',
      rows: [
        { name: 'See it', value: 'Ask what is held about you, and who it was given to.' },
        { name: 'Put it right', value: 'Have it corrected, completed or deleted.' },
        { name: 'Stop it', value: 'Ask that it is no longer used, or no longer given to others.' },
        { name: 'Tell us', value: 'Complaints and questions are answered in good time.' },
      ],
      paragraphs: ['Kazari writes the letter with you: Settings › Privacy › Requests.'],
    },
    ownContact: 'The desk here',
    article: (number, version) => `Privacy Policy, Article ${number}, version ${version}`,
  },
  ja: {
    face: {
      title: 'お顔の情報は、残しません',
      opening:
        '飾りを正しい場所に置くために、Kazari は目・鼻・口をさがします。はじめる前に、かならずお聞きします。',
      paragraphs: [
        '決めるのはあなたです。「いいえ」でも、写真に飾りを手で置けます。答えは、いつでも変えられます。',
        '写真が残るのは、ご自分で保存したときだけです。',
      ],
    },
    desk: {
      title: 'お客様窓口',
      opening: '個人情報のことで知りたいことがあれば、お手紙をください。',
      rows: [
        { name: '知りたい', value: '何が保管されているか、だれに渡されたかをお尋ねになれます。' },
        { name: '直したい', value: '直す、付け加える、消すことを求められます。' },
        { name: 'やめてほしい', value: '使うこと、ほかの人に渡すことをやめるよう求められます。' },
        { name: '伝えたい', value: '苦情もご相談も、なるべく早くお答えします。' },
      ],
      paragraphs: ['お手紙は Kazari でいっしょに作れます。「設定 › プライバシー › 請求」をご覧ください。'],
    },
    ownContact: 'こちらの窓口',
    article: (number, version) => `プライバシーポリシー 第${number}条（${version} 版）`,
  },
}

/** How to reach the desk of the people who run this installation; an empty text is left out. */
export interface DeskContact {
  readonly name: string
  readonly address: string
  readonly telephone: string
  readonly email: string
}

/** Lines of a contact that say something. */
export const contactLines = ({ name, address, telephone, email }: DeskContact): readonly string[] =>
  [name, address, telephone, email].filter((line) => line.trim() !== '')

/** A sheet to hang up, in the words of the policy's own notice, so that poster, notice and policy never differ. */
export function posterLetter(poster: Poster, policy: PolicyText, day: IsoDay, ownDesk: DeskContact): Letter {
  const words = WORDS[policy.language]
  const own = contactLines(ownDesk)
  const { title, opening, paragraphs } = poster === 'face-data' ? words.face : words.desk
  const rows =
    poster === 'face-data'
      ? policy.notice.facts.map(({ heading, text }) => ({ name: heading, value: text }))
      : words.desk.rows
  return {
    kind: 'poster',
    language: policy.language,
    addressee: [],
    sender: [],
    day,
    number: '',
    title,
    opening,
    rows,
    paragraphs:
      poster === 'face-data'
        ? paragraphs
        : [
            `${CUSTOMER_DESK.name}\n${CUSTOMER_DESK.address}`,
            ...(own.length === 0 ? [] : [`${words.ownContact}\n${own.join('\n')}`]),
            ...paragraphs,
          ],
    signature: null,
    code: null,
    footer: [
      words.article(poster === 'face-data' ? 3 : 12, policy.version),
      `${CUSTOMER_DESK.name}, ${CUSTOMER_DESK.address}`,
    ],
  }
}
