import type { ArticleRow, ArticleTable } from './rows'
import { PURPOSE_ROWS } from './purposes'
import {
  consentService,
  consentsTour,
  deskAccess,
  deskTour,
  duties,
  entrustments,
  everyRequest,
  evidence,
  liveTour,
  moveCase,
  myData,
  myDataTour,
  noFace,
  notice,
  policyBundles,
  policyTour,
  posters,
  privacyTour,
  provision,
  provisions,
  reconsent,
  replies,
  requests,
  retention,
  validateRequest,
} from './tests'

const exception = (title: string, facts: string, tests: ArticleRow['tests'] = []): ArticleRow => ({
  title,
  visitor: 'Can ask for the records of provision, and is told the basis.',
  screens: ['desk/registers/ProvisionTab', 'request/RequestScreen'],
  desk: `The ledger takes this basis only with its facts: ${facts}.`,
  records: ['provision'],
  tests: [provision('with its facts is a basis'), provision('without any one of them is none'), ...tests],
})
const TWO_PEOPLE = [provision('that two people must see is not seen by one')]

/** Every article of the policy and where it works. `npm run articles` writes docs/privacy/articles.md from it. */
export const ARTICLES: ArticleTable = {
  '1': {
    title: 'What counts as personal information',
    visitor:
      'Reads the article and the glossary: why a photo of a face is personal information and the place of a sticker is not.',
    screens: ['privacy/policy/PolicyTab', 'privacy/myData/MyDataTab'],
    desk: null,
    records: [],
    kept: 'Nothing is recorded: the inventory is generated from the code',
    tests: [
      policyTour(
        'the policy is read article by article, with its words, its law, its poster and the desk’s address',
      ),
      myData('has a row for every category and the fields of every kind of entry'),

      [
        'test/main/privacy/policyText.test.ts',
        'both languages have the same twelve articles, in order, and none is empty',
      ],
      ['test/main/storage/journal.test.ts', 'no face: not as a list, not nested, not as named numbers'],
    ],
  },
  ...PURPOSE_ROWS,
  '3': {
    title: 'Face data',
    visitor:
      'A notice before the first frame, a sign while a face is read, one press to stop, a page that says what is held about the face: nothing.',
    screens: ['consent/ConsentNotice', 'live/ReadingChip', 'privacy/myData/MyDataTab'],
    desk: 'A poster for the place where the camera stands.',
    records: ['consent', 'erasure'],
    tests: [
      myDataTour('what is held is listed and counted, and nothing of a face is among it'),
      posters('the one about faces says what the notice says, word for word'),
      noFace('no bytes of any kind'),

      notice('shows the text whose hash is recorded, word for word'),
      ['test/e2e/states.spec.ts', 'stopping ends the reading: the camera is closed and vision is gone'],
      consentService('the gate is shut and vision is dead before a byte is written'),
      privacyTour('the page lives in a partition that has no place on disk'),
    ],
  },
  '4(1)': {
    title: 'No provision to third parties without consent',
    visitor: 'Saving, printing and sharing say that it is the visitor who hands the picture out.',
    screens: ['live/LiveScreen', 'photos/ExportDialog', 'desk/registers/ProvisionTab'],
    desk: 'A provision rests on the consent it names, which must have held at that moment, or on one of seven exceptions.',
    records: ['provision'],
    tests: [
      provision('of consent or entrustment must have held at that moment'),
      provision('that is on no list is refused'),
      provisions('has no place for anything its shape does not name'),
    ],
  },
  '4(1) exception 1': exception(
    'To protect life, body or property',
    'why consent is difficult, and a second member of the desk who looked at it',
    TWO_PEOPLE,
  ),
  '4(1) exception 2': exception(
    'For public health or the growth of children',
    'why consent is difficult, and a second member of the desk who looked at it',
    TWO_PEOPLE,
  ),
  '4(1) exception 3': exception(
    'To help a state body with its duties',
    'the body and the reference of its document',
  ),
  '4(1) exception 4': exception(
    'To a party work is entrusted to',
    'the entrustment, under contract on that day',
    [provision('of consent or entrustment must have held at that moment')],
  ),
  '4(1) exception 5': exception(
    'On succession of the business',
    'the event and the reference of its document',
  ),
  '4(1) exception 6': exception(
    'For joint use that was announced',
    'items, scope, purposes and the manager, and that the person was told before',
    [provision('of joint use was told before, not at the time')],
  ),
  '4(1) exception 7': exception('Under a law', 'the law by its place'),
  '4(2)': {
    title: 'Records of provision',
    visitor: 'Asks for them with a request of its own kind.',
    screens: ['request/RequestScreen', 'desk/registers/ProvisionTab'],
    desk: 'Day, recipient, person and items of every provision, kept three years, never changed: a correction is a new record.',
    records: ['provision', 'erasure'],
    tests: [
      retention('are kept to the last moment of their three years, and gone from the file after it'),
      evidence('has a chain that anybody can follow, and sums that anybody can make'),

      provisions('keeps what was written, signed and with its end, newest first, over a restart'),
      provisions('changes nothing: a correction is a new record that names the old one'),
      provisions('lets a record go after three years, also when its entry was erased from the journal'),
      provision('are never fewer than three years and never more than three years and two days'),
    ],
  },
  '5': {
    title: 'Work entrusted to others',
    visitor: 'Reads who works for the owner with personal information.',
    screens: ['desk/registers/EntrustmentTab', 'privacy/policy/PolicyTab'],
    desk: 'Each party goes from proposed over vetted and contracted to supervised and ended; no step is skipped, and the next look at its work has a date.',
    records: ['entrustment'],
    tests: [
      entrustments('a party goes from proposed to ended, every step signed, over restarts'),
      entrustments(
        'whatever is tried in whatever order: no stage is skipped, and the book says the same after a restart',
      ),
      entrustments('what is late is shown late and first'),
    ],
  },
  '6': {
    title: 'Disclosure, three grounds to withhold, prompt notice',
    visitor:
      'A guided request for the purposes, for what is held, or for records of provision; on paper or electronic; a refusal comes with its reason.',
    screens: ['request/RequestScreen', 'privacy/requests/RequestsTab', 'desk/DeskScreen'],
    desk: 'Who asks is found out first. R1 needs a reason, R2 a hundred characters and a second member, R3 the law; nothing is closed without a notice. “Nothing is held” is an answer.',
    records: ['request', 'transition', 'assignment', 'answer'],
    tests: [
      deskTour(
        'disclosure, refused for serious hindrance: only with a second member’s PIN and a reason that reaches the person',
      ),
      everyRequest(
        'every kind of request goes from the form to letter and file, to the desk, to its notice and its end',
      ),
      requests('goes from the form to a sealed request, to its letter in both languages and to its file'),
      replies('a refusal names the article that its kind of request rests on'),

      moveCase('a refusal has its ground, its reason and what the ground demands'),
      moveCase('R2 needs two people who are two people, one of them the one who decides'),
      moveCase('R2 needs a hundred characters that can be seen'),
      moveCase('nothing held is shown or changed for somebody nobody could identify'),
      validateRequest('says what to see where something is shown, and nowhere else'),
    ],
  },
  '7': {
    title: 'Correction, addition, deletion; notice when done',
    visitor: 'Says what is held and wrong and what should stand there instead.',
    screens: ['request/RequestScreen', 'privacy/requests/RequestsTab', 'desk/DeskScreen'],
    desk: 'Looks into it and corrects, or refuses with findings; the letter says what was done.',
    records: ['request', 'transition', 'answer'],
    tests: [
      everyRequest(
        'every kind of request goes from the form to letter and file, to the desk, to its notice and its end',
      ),
      replies('has one letter, and it says what was decided word for word'),

      validateRequest('takes what is wrong and what is right only where something is changed'),
      moveCase(
        'nothing is closed without a notice after the last decision, and a refusal’s notice gives the reason',
      ),
    ],
  },
  '8': {
    title: 'Discontinuation and erasure; alternative measures',
    visitor:
      'Chooses the grounds. What lies on this computer is withdrawn and erased at once, without a request.',
    screens: ['privacy/myData/MyDataTab', 'request/RequestScreen', 'desk/DeskScreen'],
    desk: 'Does it, refuses with a reason, or takes another measure and says which.',
    records: ['request', 'transition', 'answer', 'erasure', 'consent'],
    tests: [
      myDataTour('"erase everything" stops vision, leaves nothing on disk, proves it and asks anew'),
      deskTour(
        'erasure, answered with another measure: the letter and the person’s own timeline name it and say why',
      ),
      everyRequest(
        'every kind of request goes from the form to letter and file, to the desk, to its notice and its end',
      ),
      replies('tells how to complain whenever something was not done, and never who of the desk approved'),

      moveCase('its notice gives the reason, or is no notice'),
      liveTour('withdrawing in Settings stops the camera and ends vision'),
      consentService('one that cannot be written leaves no yes behind, and nothing else is lost'),
      consentService('everything of the person can be erased: vision, gate, memory and disk'),
    ],
  },
  '9': {
    title: 'Amendments',
    visitor:
      'Sees what changed, side by side; the camera stays locked until the new version is answered, and an old yes never counts for it.',
    screens: ['consent/ConsentNotice', 'privacy/policy/PolicyTab', 'desk/registers/PolicyTab'],
    desk: 'Imports the owner’s signed text; an older, altered or differing one is refused and told why.',
    records: ['policy', 'consent'],
    tests: [
      policyTour('a newer text locks camera and photos until it is answered, and says what changed'),
      consentsTour(
        'a new version of the policy locks the camera until it was answered, and says what changed, in ${language}',
      ),

      policyBundles('is in force at once, byte for byte, and still at the next start'),
      policyBundles('%s: leaves text, gate and disk as they were and says why'),
      reconsent('in %s no longer counts: gate, vision, then the record'),
      [
        'test/main/privacy/verifyPolicyBundle.test.ts',
        'is refused with any one of its bytes changed in any way that was tried',
      ],
    ],
  },
  '10': {
    title: 'Keeping to the law',
    visitor: 'Reads which law each part rests on.',
    screens: ['privacy/policy/PolicyTab', 'desk/registers/DutiesTab'],
    desk: 'A calendar of duties: answers that are due, parties to look at, records whose three years end, the yearly review.',
    records: [],
    kept: 'Nothing of its own: duties are reckoned from the records of the other articles',
    tests: [
      duties('what is late stands first, then every duty in the week of its last day'),
      duties(
        'a copy of the journal every thirty days and a review every year, counted from the first record',
      ),
    ],
  },
  '11': {
    title: 'Complaints and consultations',
    visitor: 'Complains or asks, about anything of this policy; never has to show who asks.',
    screens: ['request/RequestScreen', 'desk/DeskScreen'],
    desk: 'A queue with an owner and a due date; a complaint or a question is answered, never refused.',
    records: ['request', 'transition', 'assignment', 'answer'],
    tests: [
      deskTour(
        'complaint, answered in Japanese: no refusal is offered, and the answer reaches the person word for word',
      ),
      everyRequest(
        'every kind of request goes from the form to letter and file, to the desk, to its notice and its end',
      ),
      moveCase('a complaint or a question is never refused'),
      moveCase('there is always a way to the end, for every kind'),
      duties('is to be acknowledged in three business days and decided in fourteen days'),
    ],
  },
  '12': {
    title: 'The Customer Desk',
    visitor: 'Finds the address within two presses, to copy and to print.',
    screens: ['privacy/policy/PolicyTab', 'desk/DeskScreen'],
    desk: 'Opens with a member’s PIN; its members and its own contact details are set there.',
    records: ['desk'],
    tests: [
      posters("the one of the desk names its address as the policy's twelfth article does"),
      deskAccess('the first member has a name and a PIN of their own, and the desk is open for them'),

      [
        'test/main/privacy/policyText.test.ts',
        'both languages have the same twelve articles, in order, and none is empty',
      ],
    ],
  },
}
