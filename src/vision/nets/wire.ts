import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

// Fields of a Protocol Buffers message, written in the order they are given: enough for the two formats of nets.

export type Field = (writer: BinaryWriter) => void

export const text =
  (number: number, value: string): Field =>
  (writer) =>
    void writer.tag(number, WireType.LengthDelimited).string(value)

/** Integers of any width, enums and booleans look alike on the wire. */
export const whole =
  (number: number, value: number): Field =>
  (writer) =>
    void writer.tag(number, WireType.Varint).int64(value)

export const wholes =
  (number: number, values: readonly number[]): Field =>
  (writer) => {
    writer.tag(number, WireType.LengthDelimited).fork()
    for (const value of values) writer.int64(value)
    writer.join()
  }

export const real =
  (number: number, value: number): Field =>
  (writer) =>
    void writer.tag(number, WireType.Bit32).float(value)

/** The values' bytes as they lie in memory: both formats want little-endian, as every computer Kazari runs on is. */
export const raw =
  (number: number, values: Float32Array | Int32Array | BigInt64Array): Field =>
  (writer) =>
    void writer
      .tag(number, WireType.LengthDelimited)
      .bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))

export const message =
  (number: number, ...fields: readonly Field[]): Field =>
  (writer) => {
    writer.tag(number, WireType.LengthDelimited).fork()
    for (const field of fields) field(writer)
    writer.join()
  }

export function encode(...fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter()
  for (const field of fields) field(writer)
  return writer.finish()
}
