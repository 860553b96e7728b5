import { expect, test } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleFile } from '../main/privacy/signedBundles'
import { chooseFiles, chooseSavePath, keepScreen } from './support/app'
import { goTo } from './support/flows'
import { ago, call, deskOpen, fill, folder, keep, quiet, signer, tab } from './support/registers'

const WHAT = {
  Recipient: 'Meguro police station',
  'Address of the recipient': '2-7-13 Nakameguro, Meguro-ku, Tokyo',
  'Whom it is about': 'Hanako Yamada, Meguro-ku',
  'What was handed over': 'Name\nAddress',
}

test('provision ledger: every basis with its facts, a correction, nothing without', async () => {
  const kazari = await deskOpen('en')
  const { page, app } = kazari
  await tab(page, 'Provision records')
  await expect(page.getByText('No provision was made yet')).toBeVisible()
  await page.getByRole('button', { name: 'New record' }).click()
  await keep(page)
  await expect(page.getByText('This is needed.')).toHaveCount(6)
  await fill(page, {
    ...WHAT,
    'Handed over on': ago(-600),
    Recipient: '<script>alert(1)</script>',
    'Whom it is about': 'x'.repeat(1024 * 1024),
  })
  await keep(page)
  await expect(page.getByText('This lies in the future.')).toBeVisible()
  await expect(page.getByText('The signs < and > cannot stand in a name.')).toBeVisible()
  await expect(page.getByText('This is too long.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()

  const bases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      'life-body-property',
      { 'Why consent is difficult to get': 'Unconscious', 'Second person who looked at it': 'Suzuki Aya' },
    ],
    [
      'health-children',
      {
        'Why consent is difficult to get': 'Cannot be reached',
        'Second person who looked at it': 'Suzuki Aya',
      },
    ],
    ['state-body', { 'State body': 'Metropolitan police', 'Reference of the document': 'Inquiry 12' }],
    ['succession', { 'What happened': 'Merger', 'Reference of the document': 'Contract 3' }],
    [
      'joint-use',
      {
        'Items used jointly': 'Name',
        'Who uses them': 'Companies of the group',
        'For what': 'Answering questions',
        'Who answers for them': '1SEC inc.',
        'People were told on': '2026-01-05',
      },
    ],
    ['law', { 'Law and article': 'Code of Criminal Procedure, Article 197(2)' }],
  ]
  for (const [index, [basis, facts]] of bases.entries()) {
    await page.getByRole('button', { name: 'New record' }).click()
    await page.getByLabel('Basis', { exact: true }).selectOption(basis)
    await keep(page)
    await expect(page.getByText('This is needed.')).toHaveCount(5 + Object.keys(facts).length)
    await fill(page, { ...WHAT, ...facts, 'Handed over on': ago(60 - index) })
    await keep(page)
    await expect(page.getByRole('complementary')).toContainText(WHAT.Recipient)
  }
  await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(bases.length)
  // A basis that the desk's records do not bear out is none.
  await page.getByRole('button', { name: 'New record' }).click()
  await fill(page, { ...WHAT, 'Handed over on': ago(5), 'Number of the consent': 'C-7Q4M-20K9' })
  await keep(page)
  await expect(page.getByText(/No consent to a purpose beyond the nine/)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('table').getByRole('button').first().click()
  await page.getByRole('button', { name: 'Correct' }).click()
  await fill(page, { 'What was wrong': 'The address', 'Whom it is about': '=HYPERLINK("http://x","Yamada")' })
  await keep(page)
  await expect(page.getByText(/Corrected by P-/)).toBeVisible()
  await quiet(page)
  await keepScreen(page, 'desk-provisions', 'en')

  const path = join(folder, 'provisions.csv')
  await chooseSavePath(app, path)
  await page.getByRole('button', { name: 'Save as a table' }).click()
  await expect(page.getByText('provisions.csv was saved, with 7 rows.', { exact: true })).toBeVisible()
  const csv = readFileSync(path, 'utf8')
  expect(csv).toContain(`"'=HYPERLINK(""http://x"",""Yamada"")"`)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('entrustment: from proposed to supervised and ended, and information is handed over in between alone', async () => {
  const kazari = await deskOpen('en')
  const { page } = kazari
  await tab(page, 'Entrustment')
  await expect(page.getByText('Nobody works with personal information for you')).toBeVisible()
  await page.getByRole('button', { name: 'Propose a party' }).click()
  await fill(page, {
    'Name of the company': 'Meguro Printing K.K.',
    Address: '1-2-3 Meguro, Tokyo',
    'Work they are to do': 'Prints the letters of the desk and posts them.',
    'Personal information it needs': 'Name, address',
  })
  await keep(page)
  const card = page.getByRole('complementary')
  await expect(card).toContainText('Proposed')
  await card.getByRole('button', { name: 'Vet' }).click()
  await page.getByLabel('What was found').fill('Locked room, two keys; visited on site.')
  await keep(page)
  await expect(card).toContainText('Vetted: fit')
  await card.getByRole('button', { name: 'Contract' }).click()
  await fill(page, {
    'Number of the contract': 'K-2026-12',
    'What binds it to secrecy': 'Clause 5, five years',
  })
  await page.getByLabel('Looked at every so many days').fill('400')
  await keep(page)
  await expect(page.getByText('A whole number of days from 1 to 366.')).toBeVisible()
  await page.getByLabel('Looked at every so many days').fill('90')
  await keep(page)
  await expect(card).toContainText('Under contract')
  await expect(card).toContainText(/Next look by/)

  await tab(page, 'Provision records')
  await page.getByRole('button', { name: 'New record' }).click()
  await page.getByLabel('Basis', { exact: true }).selectOption('entrustment')
  await fill(page, { ...WHAT, Recipient: 'Meguro Printing K.K.', 'Handed over on': ago(60) })
  const party = page.getByLabel('Entrusted party')
  await party.selectOption({ index: 1 })
  await keep(page)
  await expect(page.getByText('Choose a party that was bound by its contract at that moment.')).toBeVisible()
  await page.getByLabel('Handed over on').fill(ago(0))
  await keep(page)
  await expect(page.getByRole('complementary')).toContainText('4. Entrusted work')

  await tab(page, 'Entrustment')
  await page.getByRole('button', { name: 'Meguro Printing K.K.' }).click()
  await card.getByRole('button', { name: 'Look at the work' }).click()
  await page.getByLabel('What was found').fill('All letters counted, none missing.')
  await keep(page)
  await expect(card).toContainText('Supervised')
  await quiet(page)
  await keepScreen(page, 'desk-entrustment', 'en')
  await card.getByRole('button', { name: 'End' }).click()
  await fill(page, {
    Why: 'The contract ran out.',
    'What became of the information': 'Erased; confirmed in writing.',
  })
  await keep(page)
  await expect(card).toContainText('Ended')
  await expect(card.getByRole('button', { name: 'Look at the work' })).toHaveCount(0)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('a purpose beyond the nine: on file here, a row for the person, a basis of a provision, ended', async () => {
  const kazari = await deskOpen('en')
  const { page, app } = kazari
  await tab(page, 'Policy')
  await chooseFiles(app, [join(folder, 'policy.json')])
  writeFileSync(
    join(folder, 'policy.json'),
    bundleFile(signer, { version: '2027-01-01', effectiveFrom: '2027-01-01' }),
  )
  await page.getByRole('button', { name: 'Take in a signed policy' }).click()
  await expect(
    page.getByText('Version 2027-01-01 was taken in. It holds from 1 January 2027.', { exact: true }),
  ).toBeVisible()
  await page.getByRole('button', { name: '2027-01-01', exact: true }).click()
  await expect(page.getByRole('complementary')).toContainText('佐藤 一')

  await page.getByRole('button', { name: 'New purpose' }).click()
  await keep(page)
  await expect(page.getByText('This is needed.')).toHaveCount(6)
  await expect(page.getByText('Choose a day.')).toBeVisible()
  await fill(page, {
    'Name in Japanese': '作品展での紹介',
    'What is done, in Japanese': '保存した作品を展示で紹介します。',
    'Name in English': 'Show in an exhibition',
    'What is done, in English': 'Pictures you saved are shown in an exhibition.',
    'Reference of the paper': 'consent.jpg',
    'Signed on': '2026-11-02',
    'Where it is kept': 'Head office, archive A-2',
  })
  await keep(page)
  await expect(page.getByText('Name the paper, not a file or an address of one.')).toBeVisible()
  await fill(page, { 'Reference of the paper': 'Consent 2026-3' })
  await keep(page)
  await expect(page.getByRole('table', { name: 'Purposes beyond the nine' })).toContainText('On file')
  await quiet(page)
  await keepScreen(page, 'desk-policy', 'en')

  await goTo(page, 'Settings')
  await goTo(page, 'Privacy')
  await page.getByRole('tab', { name: 'Consents' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Show in an exhibition' })).toBeVisible()

  const listed = (await call(page, 'consent:list', { language: 'en' })) as {
    value: { rows: { purpose: string; sha256: string }[] }
  }
  const row = listed.value.rows.find(({ purpose }) => purpose.startsWith('N-'))
  const decided = (await call(page, 'consent:decide', {
    purpose: row?.purpose,
    answer: 'given',
    language: 'en',
    sha256: row?.sha256,
  })) as { value: { rows: { purpose: string; receiptId: string }[] } }
  const given = decided.value.rows.find(({ purpose }) => purpose === row?.purpose)

  await page.getByRole('button', { name: 'Customer Desk' }).click()
  await tab(page, 'Provision records')
  await page.getByRole('button', { name: 'New record' }).click()
  await fill(page, {
    ...WHAT,
    Recipient: 'Meguro Gallery',
    'Handed over on': ago(0),
    'Number of the consent': given?.receiptId ?? '',
  })
  await keep(page)
  await expect(page.getByRole('complementary')).toContainText("The person's consent")
  await tab(page, 'Policy')
  await page.getByRole('button', { name: 'Show in an exhibition' }).click()
  await page.getByRole('button', { name: 'End this purpose' }).click()
  await page.getByLabel('Why').fill('The exhibition is over.')
  await page.getByRole('button', { name: 'End this purpose' }).click()
  await expect(page.getByRole('table', { name: 'Purposes beyond the nine' })).toContainText('Ended')
  await goTo(page, 'Settings')
  await expect(page.getByRole('row').filter({ hasText: 'Show in an exhibition' })).toHaveCount(0)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('the registers in Japanese', async () => {
  const kazari = await deskOpen('ja')
  const { page } = kazari
  const provisions = [
    { kind: 'law', citation: '刑事訴訟法第197条第2項' },
    { kind: 'life-body-property', whyConsentIsDifficult: '意識がないため', secondPerson: '鈴木 彩' },
    { kind: 'state-body', body: '警視庁', documentReference: '照会書 第12号' },
  ]
  for (const [index, basis] of provisions.entries())
    expect(
      await call(page, 'provision:add', {
        draft: {
          providedAtMs: Date.now() - (index + 1) * 86_400_000,
          recipient: {
            name: ['目黒警察署', '都立中央病院', '警視庁 渋谷分室'][index],
            address: '東京都目黒区',
            representative: '',
          },
          person: '山田 花子、東京都目黒区',
          items: ['氏名', '住所'],
          basis,
          corrects: null,
        },
      }),
    ).toMatchObject({ ok: true, value: { kind: 'kept' } })
  const proposal = {
    name: '株式会社目黒印刷',
    address: '東京都目黒区目黒1-2-3',
    work: '窓口の通知を印刷し、発送します。',
    items: '氏名、住所',
  }
  const proposed = (await call(page, 'entrustment:propose', { proposal })) as {
    value: { row: { record: { id: string } } }
  }
  for (const step of [
    { kind: 'vet', findings: '施錠された作業室、鍵は2本。現地で確認。', isFit: true },
    { kind: 'contract', reference: 'K-2026-12', confidentiality: '第5条、5年間', superviseEveryDays: 90 },
    { kind: 'supervise', findings: '枚数を照合し、不足なし。' },
  ])
    expect(await call(page, 'entrustment:step', { id: proposed.value.row.record.id, step })).toMatchObject({
      ok: true,
    })
  expect(
    await call(page, 'purpose:register', {
      draft: {
        title: { ja: '作品展での紹介', en: 'Show in an exhibition' },
        text: {
          ja: '保存した作品を展示で紹介します。',
          en: 'Pictures you saved are shown in an exhibition.',
        },
        writtenConsent: { reference: '同意書 2026-3', signedDay: '2026-11-02', keptAt: '本社 書庫 A-2' },
      },
    }),
  ).toMatchObject({ ok: true, value: { kind: 'kept' } })

  await tab(page, '提供の記録')
  await page.getByRole('button', { name: '目黒警察署' }).click()
  await keepScreen(page, 'desk-provisions', 'ja')
  await page.getByRole('button', { name: '新しい記録' }).click()
  await page.getByLabel('根拠', { exact: true }).selectOption('joint-use')
  await page.getByRole('button', { name: '記録する' }).click()
  await keepScreen(page, 'desk-provision-form', 'ja')
  await tab(page, '委託')
  await page.getByRole('button', { name: '株式会社目黒印刷' }).click()
  await keepScreen(page, 'desk-entrustment', 'ja')
  await page.setViewportSize({ width: 1024, height: 700 })
  await keepScreen(page, 'desk-entrustment-small', 'ja')
  await page.setViewportSize({ width: 1280, height: 800 })
  await tab(page, '期日のある務め')
  await keepScreen(page, 'desk-duties', 'ja')
  await tab(page, 'ポリシー')
  await page.getByRole('button', { name: '作品展での紹介' }).click()
  await keepScreen(page, 'desk-policy', 'ja')
  expect(kazari.errors).toEqual([])
  await kazari.close()
})
