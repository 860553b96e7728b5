import { Socket } from 'node:net'
import { err, ok, type Result } from '../../domain/result'
import { writeFault, type WriteFault } from '../storage/atomicWrite'
import { NEW_FILE_MODE, type ReplaceFile } from './chosenFile'

/** "KBW1": the start of every request (src/launcher/broker.c). */
const REQUEST_MARK = 0x3157424b
const HEAD_BYTES = 24
const ANSWER_BYTES = 4

/** Linux's numbers of the faults that mean something to a person; every other one is a write that failed. Source: errno(3). */
const FAULT_CODES: Readonly<Record<number, string>> = {
  1: 'EPERM',
  2: 'ENOENT',
  13: 'EACCES',
  20: 'ENOTDIR',
  21: 'EISDIR',
  27: 'EFBIG',
  28: 'ENOSPC',
  30: 'EROFS',
  36: 'ENAMETOOLONG',
  40: 'ELOOP',
  122: 'EDQUOT',
}

/** Descriptor of the broker's socket, which the launcher passes on; null without a launcher. */
export function brokerDescriptor(environment: Readonly<Record<string, string | undefined>>): number | null {
  const text = environment.KAZARI_BROKER_FD ?? ''
  return /^\d{1,5}$/.test(text) && Number(text) > 2 ? Number(text) : null
}

function requestHead(path: Buffer, bytes: Uint8Array, mode: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(REQUEST_MARK, 0)
  head.writeUInt32LE(path.byteLength, 4)
  head.writeBigUInt64LE(BigInt(bytes.byteLength), 8)
  head.writeUInt32LE(mode, 16)
  return head
}

/**
 * Hands files to the broker, the one process of a confined Kazari that can write where a person chose. Files go one after the
 * other; the answer comes when the file is on the disk. A broker that is gone makes every write fail.
 */
export function connectBroker(descriptor: number): ReplaceFile {
  const socket = new Socket({ fd: descriptor, readable: true, writable: true })
  let isGone = false
  let answered: ((fault: number | null) => void) | null = null
  let received = Buffer.alloc(0)
  function leave(): void {
    isGone = true
    answered?.(null)
  }
  socket.unref()
  socket.on('error', leave)
  socket.on('close', leave)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (received.byteLength < ANSWER_BYTES) return
    const fault = received.readInt32LE(0)
    received = received.subarray(ANSWER_BYTES)
    answered?.(fault)
  })

  async function send(path: string, bytes: Uint8Array, mode: number): Promise<Result<void, WriteFault>> {
    if (isGone) return err('write-failed')
    const name = Buffer.from(path, 'utf8')
    const fault = await new Promise<number | null>((resolve) => {
      answered = resolve
      // Nothing else may keep the process from ending, but a file on its way does.
      socket.ref()
      socket.write(requestHead(name, bytes, mode))
      socket.write(name)
      socket.write(bytes)
    })
    answered = null
    socket.unref()
    if (fault === 0) return ok(undefined)
    return err(fault === null ? 'write-failed' : writeFault({ code: FAULT_CODES[fault] }))
  }

  let last: Promise<unknown> = Promise.resolve()
  return (path, bytes, mode) => {
    const sent = last.then(() => send(path, bytes, mode ?? NEW_FILE_MODE))
    last = sent
    return sent
  }
}
