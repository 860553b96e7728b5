import type { EngineName, PassedOver } from '../../contracts/vision'
import type { Result } from '../../domain/result'
import type { FaceNets } from '../detector/faceNets'
import type { FaceNetDescriptions } from '../nets/faceNetDescriptions'

/** Something that runs the three nets. Taken only after its self-test. */
export interface Engine {
  readonly name: EngineName
  readonly nets: FaceNets
  /** Versions and device, for a terminal: never for a decision. */
  readonly description: string
  /** Makes this engine the one that computes, where several live in one process (a comparison); a new one is already. */
  activate(): Promise<void>
  /** Tensors alive now: constant between frames, or something leaks. */
  tensors(): number
  /** Frees the nets; another engine may be started afterwards. */
  close(): void
}

/** Why an engine could not be started here. */
export type EngineRefusal = Omit<PassedOver, 'engine'>

export interface EngineParts {
  readonly descriptions: FaceNetDescriptions
  readonly assetsDir: string
  /** Folder of the native engine, or null where it is not installed. */
  readonly nativeDir: string | null
  /** Folder whose node_modules holds ONNX Runtime, or null where there is none. */
  readonly onnxDir: string | null
}

export type StartEngine = (parts: EngineParts) => Promise<Result<Engine, EngineRefusal>>

/** An error's first line, cut to what a report may carry. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').slice(0, 400)
}
