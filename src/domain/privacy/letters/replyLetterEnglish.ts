import type { RequestKind } from '../request/kinds'
import type { ReplyKindWords, ReplyLetterWords } from './replyLetterWords'

const request = (matter: string, fulfilled: string): ReplyKindWords => ({
  matter: `your request for ${matter}`,
  fulfilled: `As you asked, ${fulfilled}`,
  noData: 'We looked, and hold no personal information that your request is about.',
  titles: {
    acknowledgement: 'We have received your request',
    result: 'Result of your request',
    refusal: 'Your request cannot be met',
  },
})

const matter = (name: string): ReplyKindWords => ({
  matter: `your ${name}`,
  fulfilled: `This is our answer to your ${name}.`,
  noData: `We looked into your ${name}, and found no record that it is about.`,
  titles: {
    acknowledgement: `We have received your ${name}`,
    result: `Answer to your ${name}`,
    refusal: `Your ${name} cannot be met`,
  },
})

const KINDS: Readonly<Record<RequestKind, ReplyKindWords>> = {
  'notice-of-purposes': request(
    'notice of the purposes of use',
    'we tell you what your personal information is used for.',
  ),
  disclosure: request(
    'disclosure of personal information',
    'we disclose the personal information held about you.',
  ),
  'disclosure-of-provision-records': request(
    'disclosure of the records of provision to third parties',
    'we disclose the records of provision to third parties.',
  ),
  correction: request('correction of personal information', 'we have corrected your personal information.'),
  addition: request('addition to personal information', 'we have added to your personal information.'),
  deletion: request('deletion of personal information', 'we have deleted the personal information.'),
  'cease-use': request(
    'ceasing the use of personal information',
    'we no longer use the personal information.',
  ),
  erasure: request('erasure of personal information', 'we have erased the personal information.'),
  'cease-provision': request(
    'ceasing provision to third parties',
    'we no longer provide the personal information to third parties.',
  ),
  complaint: matter('complaint'),
  consultation: matter('question'),
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const ENGLISH: ReplyLetterWords = {
  kinds: KINDS,
  titles: { alternative: 'Another measure instead', withdrawal: 'Your withdrawal has been received' },
  acknowledged: (asked, day) => `We received ${asked} on ${day}.`,
  partly: (asked) => `${sentence(asked)} was met in part. Below is what was done, and why the rest was not.`,
  refused: (asked) => `We decided not to meet ${asked}. The reason is below.`,
  alternative: (asked) =>
    `Meeting ${asked} as it stands is very difficult. We take another measure that protects your rights and interests instead (Privacy Policy, Article\u00a08).`,
  withdrawn: (asked, day) => `We noted on ${day} that you withdrew ${asked}. The matter ends here.`,
  grounds: {
    'R1-harm': (article) =>
      `It could harm the life, body, property or other rights and interests of you or of somebody else (Privacy Policy, Article\u00a0${article}).`,
    'R2-serious-hindrance': (article) =>
      `It could seriously hinder the proper conduct of our work (Privacy Policy, Article\u00a0${article}).`,
    'R3-unlawful': (article) => `It would violate another law (Privacy Policy, Article\u00a0${article}).`,
    'ground-not-met': (article) =>
      `We looked into it and could not confirm the ground your request rests on (Privacy Policy, Article\u00a0${article}).`,
    'identity-not-confirmed': () =>
      'We could not confirm that the request comes from the person it is about, or from somebody who may act for them.',
  },
  rows: {
    asked: 'About',
    principal: 'On behalf of',
    received: 'Received on',
    due: 'You will hear by',
    decided: 'Decided on',
    done: 'What was done',
    answer: 'Our answer',
    searched: 'Where we looked',
    ground: 'Ground',
    reason: 'Reason',
    citation: 'Law',
    findings: 'What we found',
    measure: 'Other measure',
    withdrawnWhy: 'What we were told',
    contact: 'How to reach us',
  },
  until: (day) => day,
  paragraphs: {
    pause:
      'If we need time to confirm who is asking, the date moves by as much. We will tell you if that happens.',
    reach: 'Please give the reference above when you write to us.',
    complain:
      'If you do not agree, you can complain (Privacy Policy, Article\u00a011). Please write to the Customer Desk and give the reference.',
    commission: 'You can also turn to the Personal Information Protection Commission of Japan.',
    noDataLater: 'If you think of anything else, please write again and tell us when and where it was.',
    askAgain: 'You can send the same request again at any time.',
  },
  address: (name) => name,
  desk: 'Customer Desk',
  member: (name) => `Handled by ${name}`,
  signature: (name) =>
    name === '' ? 'For the Customer Desk of 1SEC inc.' : `For the Customer Desk of 1SEC inc.: ${name}`,
  policy: (version) => `Privacy Policy of ${version}`,
}
