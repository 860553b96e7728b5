import { describe, expect, test } from 'vitest'
import { analyseTrace } from '../../../../scripts/prove/structure/analyse.mjs'
import { createClassifier, readAllowed } from '../../../../scripts/prove/structure/classify.mjs'
import {
  createTraceReader,
  splitArguments,
  unescape,
} from '../../../../scripts/prove/structure/traceLine.mjs'

const TMPFS = 0x01021994
const EXT4 = 0xef53

const RECORDS = '/home/kazari-proof/.config/kazari/records'
const CHOSEN = '/home/kazari-proof/Pictures'

/** A computer as the proof meets it: /dev/shm is memory, everything else a disk. */
const classifier = (changes: object = {}) =>
  createClassifier({
    allowed: readAllowed() as unknown,
    records: RECORDS,
    chosen: [CHOSEN],
    disk: ['/tmp', '/home/kazari-proof'],
    typeOf: (path: string) => (path.startsWith('/dev/shm') ? TMPFS : EXT4),
    realPath: (path: string) => path,
    ...changes,
  })

const read = (lines: readonly string[], changes?: object) =>
  analyseTrace(lines, { classifier: classifier(changes), startDirectory: '/' })

const namesOf = (rows: readonly { what: string; path?: string | null; where?: string }[]) =>
  rows.map(({ what, path, where }) => `${what} ${path ?? where ?? 'nothing'}`)

// Lines as strace 6.1 wrote them while Electron 33 ran.
const QUIET = [
  '16589 mkdir("/dev/shm/kazari-0-4b911275", 0700) = 0',
  '16589 symlink("vm-16589", "/dev/shm/kazari-0-4b911275/SingletonLock") = 0',
  '16589 connect(36<UNIX-STREAM:[41233]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X1"}, 20) = 0',
  '16595 connect(16<socket:[42067]>, {sa_family=AF_UNIX, sun_path="/run/dbus/system_bus_socket"}, 29 <unfinished ...>',
  '16589 unlink("/dev/shm/.org.chromium.Chromium.Ic8HHN") = 0',
  '16595 <... connect resumed>)            = -1 ENOENT (No such file or directory)',
  '16599 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP <unfinished ...>',
  '16599 <... socket resumed>)             = 57<UDPv6:[42092]>',
  '16599 bind(52<NETLINK:[42085]>, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=0x000113}, 12) = 0',
  '16615 openat(AT_FDCWD</>, "/dev/null", O_WRONLY) = 3</dev/null<char 1:3>>',
  '16615 openat(AT_FDCWD</>, "/proc/self/oom_score_adj", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 4</proc/16615/oom_score_adj>',
  '16615 openat(AT_FDCWD</>, "/usr/share/drirc.d/00-mesa-defaults.conf", O_RDONLY) = 19</usr/share/drirc.d/00-mesa-defaults.conf>',
  '16589 +++ exited with 0 +++',
]

describe('the trace of a quiet app', () => {
  test('is memory, devices, its own switches and sockets of the desktop', async () => {
    const found = await read(QUIET)
    expect(found.findings).toEqual([])
    expect(found.unread).toBe(0)
    expect(found.allowed).toMatchObject({ memory: 3, 'socket display': 1, device: 1, process: 1 })
  })

  test('may write records, and what the person saves under the name they gave it', async () => {
    const found = await read([
      `1 openat(AT_FDCWD</>, "${RECORDS}/personal/journal.bin", O_RDWR|O_CREAT|O_APPEND, 0600) = 9<${RECORDS}/personal/journal.bin>`,
      `1 renameat(9<${CHOSEN}>, ".kazari-0011223344556677.kazari-tmp", 9<${CHOSEN}>, "camera.png") = 0`,
      `1 rename("${CHOSEN}/.photo.png.00112233aabb.kazari-tmp", "${CHOSEN}/photo.png") = 0`,
    ])
    expect(found.findings).toEqual([])
    expect(found.allowed).toEqual({ records: 1, chosen: 4 })
  })
})

describe('a write that fits nothing is a finding', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a file made',
      '7 openat(AT_FDCWD</>, "/tmp/frame.jpg", O_WRONLY|O_CREAT, 0666) = 5</tmp/frame.jpg>',
      'write /tmp/frame.jpg',
    ],
    [
      'a file made and gone',
      '7 openat(AT_FDCWD</>, "/tmp/a", O_RDWR|O_CREAT|O_EXCL, 0600) = 5</tmp/a>(deleted)',
      'write /tmp/a',
    ],
    [
      'a file without a name',
      '7 openat(AT_FDCWD</>, "/tmp", O_RDWR|O_TMPFILE, 0600) = 5</tmp/#1234>(deleted)',
      'write /tmp/#1234',
    ],
    [
      'a file in openat2',
      '7 openat2(AT_FDCWD</>, "/var/a", {flags=O_WRONLY|O_CREAT, mode=0644, resolve=0}, 24) = 5</var/a>',
      'write /var/a',
    ],
    [
      'a relative path',
      '7 openat(AT_FDCWD</home/me>, "face.bin", O_WRONLY|O_TRUNC) = 5</home/me/face.bin>',
      'write /home/me/face.bin',
    ],
    ['a directory', '7 mkdir("/home/me/.cache", 0700) = 0', 'directory /home/me/.cache'],
    ['a rename out of memory', '7 rename("/dev/shm/a", "/home/me/a") = 0', 'rename /home/me/a'],
    [
      'a hard link',
      '7 linkat(AT_FDCWD</>, "/dev/shm/a", AT_FDCWD</>, "/home/me/b", 0) = 0',
      'link /home/me/b',
    ],
    [
      'another name beside the records',
      `7 creat("${RECORDS}-copy", 0600) = 5<${RECORDS}-copy>`,
      `write ${RECORDS}-copy`,
    ],
    [
      'another name beside what was saved',
      `7 creat("${CHOSEN}/camera.raw", 0600) = 5<${CHOSEN}/camera.raw>`,
      `write ${CHOSEN}/camera.raw`,
    ],
    [
      'Japanese in a name',
      '7 creat("/tmp/\\351\\241\\224.png", 0600) = 5</tmp/\\351\\241\\224.png>',
      'write /tmp/顔.png',
    ],
    [
      'a ring of calls that no trace sees',
      '7 io_uring_setup(8, {flags=0}) = 5<anon_inode:[io_uring]>',
      'detour (io_uring_setup) nothing',
    ],
    ['a mount', '7 mount("/dev/sda1", "/mnt", "ext4", 0, NULL) = 0', 'detour (mount) nothing'],
    [
      'a socket of a stranger',
      '7 connect(5<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path="/run/cups/cups.sock"}, 22) = 0',
      'connect /run/cups/cups.sock',
    ],
  ]
  test.each(cases)('%s', async (_words, line, finding) => {
    expect(namesOf((await read([line])).findings)).toEqual([finding])
  })

  test('memory is told by its file system, never by its name', async () => {
    const line = '7 openat(AT_FDCWD</>, "/dev/shm/a", O_WRONLY|O_CREAT, 0600) = 5</dev/shm/a>'
    expect((await read([line])).findings).toEqual([])
    expect(namesOf((await read([line], { typeOf: () => EXT4 })).findings)).toEqual(['write /dev/shm/a'])
    expect(namesOf((await read([line], { realPath: () => '/tmp/shm' })).findings)).toEqual([
      'write /dev/shm/a',
    ])
  })

  test('a link of the app’s own from memory to a disk is followed', async () => {
    const found = await read([
      '7 symlink("/home/me", "/dev/shm/way-out") = 0',
      '7 mkdir("/dev/shm/way-out/faces", 0700) = 0',
    ])
    expect(namesOf(found.findings)).toEqual(['directory /home/me/faces'])
  })

  test('a call that never came back counts as done', async () => {
    const found = await read(['7 openat(AT_FDCWD</>, "/tmp/killed", O_WRONLY|O_CREAT, 0600 <unfinished ...>'])
    expect(namesOf(found.findings)).toEqual(['write /tmp/killed'])
  })

  test('what was refused is told apart from what happened; what failed by itself is neither', async () => {
    const found = await read([
      '7 openat(AT_FDCWD</>, "/tmp/frame.jpg", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)',
      '7 mkdir("/home/me/.config", 0700) = -1 EEXIST (File exists)',
    ])
    expect(found.findings).toEqual([])
    expect(namesOf(found.stopped)).toEqual(['write /tmp/frame.jpg'])
  })
})

describe('a way out of the computer is a finding', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'TCP',
      '7 connect(5<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.7")}, 16) = -1 ENETUNREACH (Network is unreachable)',
      'connect 192.0.2.7:80',
    ],
    [
      'TCP by IPv6',
      '7 connect(5<TCPv6:[1]>, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::7", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)',
      'connect 2001:db8::7:443',
    ],
    [
      'a datagram',
      '7 sendto(5<UDP:[1]>, ""..., 20, 0, {sa_family=AF_INET, sin_port=htons(3478), sin_addr=inet_addr("192.0.2.8")}, 16) = 20',
      'send 192.0.2.8:3478',
    ],
    [
      'several datagrams',
      '7 sendmmsg(5<UDP:[1]>, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, msg_namelen=16, msg_iov=[{iov_base=""..., iov_len=30}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=30}], 1, MSG_NOSIGNAL) = 1',
      'send 10.0.0.1:53',
    ],
    [
      'a name server of this computer',
      '7 connect(5<UDP:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
      'connect 127.0.0.53:53',
    ],
    ['a packet socket', '7 socket(AF_PACKET, SOCK_RAW, htons(0x3)) = 5<PACKET:[1]>', 'socket AF_PACKET'],
    ['Bluetooth', '7 socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI) = 5<socket:[1]>', 'socket AF_BLUETOOTH'],
  ]
  test.each(cases)('%s', async (_words, line, finding) => {
    const { findings } = await read([line])
    expect(findings.map(({ what, where }) => `${what} ${where}`)).toEqual([finding])
    expect(findings).toMatchObject([{ step: 'network' }])
  })

  test('loopback is none', async () => {
    const line =
      '7 connect(5<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused)'
    expect((await read([line])).findings).toEqual([])
  })

  test('a socket that was refused is a try that was stopped', async () => {
    const found = await read(['7 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = -1 EACCES (Permission denied)'])
    expect(found.findings).toEqual([])
    expect(found.stopped).toMatchObject([{ step: 'network', where: 'AF_INET', error: 'EACCES' }])
  })
})

describe('the reader', () => {
  test('puts calls together that were cut apart by another thread', () => {
    const reader = createTraceReader()
    expect(reader.read('1 openat(AT_FDCWD</>, "/tmp/a", O_WRONLY|O_CREAT, 0600 <unfinished ...>')).toBeNull()
    expect(reader.read('2 mkdir("/tmp/b", 0700) = 0')?.pid).toBe(2)
    const call = reader.read('1 <... openat resumed>)             = 57</tmp/a>')
    expect(call).toMatchObject({ pid: 1, call: 'openat', failed: null, resultPath: '/tmp/a' })
  })

  test('counts what it cannot read', () => {
    const reader = createTraceReader()
    for (const line of ['strace went mad', '1 ???', '1 <... openat resumed>) = 3']) reader.read(line)
    expect(reader.unread()).toBe(3)
    expect(reader.unreadExamples()).toEqual(['strace went mad', '1 ???', '1 <... openat resumed>) = 3'])
  })

  test('puts together a call that was interrupted once more after it was resumed', () => {
    const reader = createTraceReader()
    expect(reader.read('1 sendmsg(5<UNIX:[9]>, {msg_name=NULL} <unfinished ...>')).toBeNull()
    expect(reader.read('1 <... sendmsg resumed>, 0 <unfinished ...>')).toBeNull()
    const call = reader.read('1 <... sendmsg resumed>) = 12')
    expect(call).toMatchObject({ pid: 1, call: 'sendmsg', failed: null })
    expect(reader.unread()).toBe(0)
  })

  test('splits arguments at their own commas alone', () => {
    expect(splitArguments('5<TCP:[127.0.0.1:1->127.0.0.1:2]>, {a=1, b="x, \\"y"}, [1, 2]')).toEqual([
      '5<TCP:[127.0.0.1:1->127.0.0.1:2]>',
      '{a=1, b="x, \\"y"}',
      '[1, 2]',
    ])
  })

  test('reads escapes', () => {
    expect(unescape('a\\tb\\\\c\\"\\343\\201\\202\\74')).toBe('a\tb\\c"あ<')
  })
})
