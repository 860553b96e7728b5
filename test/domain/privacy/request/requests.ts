import {
  CHANGE_OF,
  GROUNDS_OF,
  hasSubjects,
  mayHavePeriod,
  type RequestKind,
} from '../../../../src/domain/privacy/request/kinds'
import type { RequestDraft } from '../../../../src/domain/privacy/request/request'

/** A form filled in as it should be, for one kind. */
export function draftOf(kind: RequestKind, change: Partial<RequestDraft> = {}): RequestDraft {
  const use = CHANGE_OF[kind]
  return {
    id: 'R-7Q4M-20K9',
    kind,
    grounds: GROUNDS_OF[kind].slice(0, 1),
    subjects: hasSubjects(kind) ? ['consent-records', 'provision-records'] : [],
    period: mayHavePeriod(kind) ? { fromDay: '2026-10-01', toDay: '2026-11-20' } : null,
    description: '二〇二六年十月の展示で記入した用紙について。\nIt was the blue form.',
    change: {
      held: use.held ? '住所: 東京都目黒区大橋1-6-13' : '',
      wanted: use.wanted ? '住所: 東京都目黒区大橋2-1-1' : '',
    },
    requester: {
      kind: 'self',
      party: { name: '山田 花子', address: '〒153-0044\n東京都目黒区大橋1-6-13', contact: '03-0000-0000' },
    },
    evidence: ['住民票の写し'],
    wishedForm: 'paper',
    language: 'ja',
    policyVersion: '2021-01-01',
    policySha256: 'a'.repeat(64),
    feeYen: 0,
    writtenAtMs: Date.UTC(2026, 10, 20),
    ...change,
  }
}
