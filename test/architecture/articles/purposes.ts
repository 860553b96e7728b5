import type { ArticleRow, ArticleTable } from './rows'
import {
  callGuard,
  consentPurposes,
  consentService,
  consentsTour,
  duties,
  newPurposes,
  notice,
  privacyTour,
  registeredPurposes,
  requests,
} from './tests'

const NO_COLLECTION = 'Nothing is recorded: nothing of the kind is done'

const notCollected = (title: string, visitor: string): ArticleRow => ({
  title,
  visitor,
  screens: ['privacy/consents/ConsentsTab'],
  desk: null,
  records: [],
  kept: NO_COLLECTION,
  tests: [privacyTour('nothing reaches the network: fetch, images, sockets, Node-side requests')],
})

/** Article 2 and its nine purposes. */
export const PURPOSE_ROWS: Pick<
  ArticleTable,
  '2' | '2.1' | '2.2' | '2.3' | '2.4' | '2.5' | '2.6' | '2.7' | '2.8' | '2.9'
> = {
  '2': {
    title: 'Nine purposes; beyond them only with a prior written consent',
    visitor:
      'Each purpose stands on its own row and says whether it is in use, optional and off, or not done at all. Saying no takes as many presses as saying yes.',
    screens: ['privacy/consents/ConsentsTab'],
    desk: 'A purpose beyond the nine is registered with the signed consent it rests on (number, day, place of the paper); without one it cannot be switched on, and an unlisted one is refused.',
    records: ['purpose', 'consent'],
    tests: [
      newPurposes('a purpose is in use from its registration to its end, and stays on file after that'),
      newPurposes('both languages say what it is, and every fault is told at once'),
      registeredPurposes('without its signed written consent it is not on file'),
      consentPurposes('is given on its own words and paper, and holds only while they are on file'),
      consentsTour(
        'a yes is taken back in one press: vision is gone, the camera refused, and a new yes opens it again',
      ),
      callGuard('asks the gate as its table says, and never runs without'),
    ],
  },
  '2.1': {
    title: 'To perform the service: find a face, decorate it',
    visitor:
      'The camera and the import of pictures wait for the answer to the notice; yes and no weigh the same.',
    screens: ['consent/ConsentNotice', 'privacy/consents/ConsentsTab'],
    desk: null,
    records: ['consent'],
    tests: [
      notice('gives yes and no the same weight, and focuses neither'),
      consentService('a fresh install has no record, and the gate is shut'),
      callGuard('vision needs a yes; pictures need an answer, and a no is one'),
    ],
  },
  '2.2': notCollected('To improve the service', 'The row says that nothing is collected for it.'),
  '2.3': {
    title: 'News',
    visitor:
      'Optional and off. News come from a file that was installed with Kazari, and are shown only after a yes.',
    screens: ['privacy/consents/ConsentsTab'],
    desk: null,
    records: ['consent'],
    tests: [
      consentsTour('optional purposes are off until allowed, guard what they are for, and give receipts'),
      callGuard('asks the gate as its table says, and never runs without'),
    ],
  },
  '2.4': {
    title: 'Maintenance notices',
    visitor: 'They come as a file on this computer and need no answer.',
    screens: ['privacy/consents/ConsentsTab'],
    desk: null,
    records: [],
    kept: 'Nothing is recorded: no information about anybody is used',
    tests: [privacyTour('nothing reaches the network: fetch, images, sockets, Node-side requests')],
  },
  '2.5': {
    title: 'Questions',
    visitor:
      'A question is a request to the Customer Desk; the form asks for what the answer needs and no more.',
    screens: ['request/RequestScreen', 'privacy/requests/RequestsTab'],
    desk: 'Questions stand in the inbox with an owner and a due date.',
    records: ['request', 'transition'],
    tests: [
      requests('goes from the form to a sealed request, to its letter in both languages and to its file'),
      duties('is to be acknowledged in three business days and decided in fourteen days'),
    ],
  },
  '2.6': notCollected(
    'Reports on how the service is used',
    'The row says that nothing is counted or reported.',
  ),
  '2.7': {
    title: 'Questionnaires',
    visitor:
      'Optional and off. After a yes three short questions can be answered and saved as a file; nothing is sent.',
    screens: ['privacy/consents/ConsentsTab'],
    desk: null,
    records: ['consent'],
    tests: [
      consentsTour('optional purposes are off until allowed, guard what they are for, and give receipts'),
      callGuard('asks the gate as its table says, and never runs without'),
    ],
  },
  '2.8': notCollected('Research', 'The row says that nothing is collected for it.'),
  '2.9': {
    title: 'Against misuse',
    visitor: 'Only the device can be locked; nobody is ever recognised by a face.',
    screens: ['privacy/consents/ConsentsTab'],
    desk: null,
    records: [],
    kept: 'Nothing is recorded: no recognition is in the build',
    tests: [['test/contracts/framePort.test.ts', 'only finite points of the right number ever pass']],
  },
}
