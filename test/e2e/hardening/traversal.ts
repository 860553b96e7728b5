/** Ways of writing who is asked; only the first three are Kazari. */
const HOSTS = [
  'app://kazari/',
  'APP://kazari/',
  'app://KAZARI/',
  'app://kazari:0/',
  'app://kazari:80/',
  'app://kazari:65535/',
  'app://user@kazari/',
  'app://user:word@kazari/',
  'app://kazari./',
  'app://kazari.evil/',
  'app://kazari@evil/',
  'app://kazari%00/',
  'app://kazari%2f/',
  'app://%6bazari/',
  'app://letter/',
  'app://index.html/',
  'app://localhost/',
  'app://127.0.0.1/',
  'app://[::1]/',
  'app:///',
  'app://',
  'app:',
  'app:/',
  'app:\\\\kazari\\',
  'app://kazari\\',
  'blob:app://kazari/',
  'filesystem:app://kazari/temporary/',
  'view-source:app://kazari/',
  'file:///',
  'file://kazari/',
] as const

/** Ways of writing “one up”, plain, encoded once and twice, overlong, in other scripts, and as other systems write it. */
const CLIMBS = [
  '../',
  './../',
  '.../',
  '....//',
  '..././',
  '..;/',
  '..\\',
  '..\\/',
  '%2e%2e/',
  '%2E%2e/',
  '.%2e/',
  '%2e./',
  '..%2f',
  '..%2F',
  '%2e%2e%2f',
  '..%5c',
  '%2e%2e%5c',
  '%252e%252e/',
  '%252e%252e%252f',
  '..%252f',
  '..%255c',
  '%25252e%25252e%25252f',
  '%c0%ae%c0%ae/',
  '%c0%ae%c0%ae%c0%af',
  '..%c0%af',
  '..%c1%9c',
  '%e0%80%ae%e0%80%ae/',
  '%f0%80%80%ae%f0%80%80%ae/',
  '%u002e%u002e/',
  '．．/',
  '․․/',
  '..∕',
  '..%00/',
  '%00../',
  '..%0a/',
  '..%0d%0a/',
  '..%09/',
  '..%20/',
  '.. /',
  '..%3f/',
  'assets/../../',
  'assets/%2e%2e/%2e%2e/',
  'assets%2f..%2f../',
  'assets/..%2f..%2f',
  'letter/../../',
  'letter/%2e%2e/%2e%2e/',
] as const

/** Beginnings that some systems take for the root of everything. */
const ROOTS = [
  '/',
  '//',
  '///',
  '%2f',
  '%2f%2f',
  '\\',
  '\\\\',
  '%5c%5c',
  '\\\\?\\',
  '\\\\.\\',
  'C:/',
  'C:%5c',
  '%43:/',
  '~/',
  'file:///',
  './/',
  '.%2f',
] as const

/** What lies beside the folder of the page, and what lies where it always lies. */
const TARGETS = [
  'package.json',
  'main/index.cjs',
  'preload/index.cjs',
  '.stamp',
  'etc/passwd',
  'proc/self/environ',
] as const
const DEEP = 12

/** Hundreds of addresses that look for a way out of the folder, each once. */
export function traversalAddresses(): readonly string[] {
  const addresses = new Set<string>()
  for (const target of TARGETS) {
    for (const climb of CLIMBS)
      for (const depth of [1, 2, DEEP]) addresses.add(`app://kazari/${climb.repeat(depth)}${target}`)
    for (const start of ROOTS) addresses.add(`app://kazari/${start}${target}`)
    for (const host of HOSTS) addresses.add(`${host}${target}`)
  }
  for (const host of HOSTS) addresses.add(`${host}index.html`)
  for (const ending of [
    '',
    '/',
    '/.',
    '%00',
    '%00.html',
    '%20',
    '.',
    '::$DATA',
    ':1',
    '?a=../../package.json',
    '#../../package.json',
    '/../package.json',
    '\\..\\package.json',
    ';.js',
  ])
    addresses.add(`app://kazari/index.html${ending}`)
  for (const name of [
    'CON',
    'aux.html',
    'nul.js',
    'INDEX.HTML',
    'index.htm',
    'ındex.html',
    'index.html\u202e',
    'a'.repeat(8192),
    `${'a/'.repeat(2000)}b.js`,
    '%',
    '%2',
    '%zz',
    '%ff%fe.html',
  ])
    addresses.add(`app://kazari/${name}`)
  return [...addresses]
}

/** Addresses that look for a letter that is not theirs, given one that is kept. */
export function letterAddresses(letter: string): readonly string[] {
  const token = /letter\/([0-9a-f]{32})\.html$/.exec(letter)?.[1] ?? ''
  const other = [...token].reverse().join('')
  return [
    `app://kazari/letter/${other}.html`,
    `app://kazari/letter/${token.toUpperCase()}.html`,
    `app://kazari/letter/${token.slice(1)}.html`,
    `app://kazari/letter/${token}`,
    `app://kazari/letter/${token}.html.js`,
    `app://kazari/letter/${token}.html%00`,
    `app://kazari/letter/${token}.html/`,
    `app://kazari/letter/${token}.html?again`,
    `app://kazari/letter/${token}.pdf`,
    `app://kazari/letter//${token}.html`,
    `app://kazari/letter/%2e/${token}.html`,
    `app://kazari/letter%2f${token}.html`,
    `app://kazari/letter\\${token}.html`,
    `app://kazari/LETTER/${token}.html`,
    `app://letter/${token}.html`,
    'app://kazari/letter/',
    'app://kazari/letter/index.html',
    'app://kazari/letter/../index.html',
    'app://kazari/letter/*.html',
    'app://kazari/letter/................................html',
  ]
}
