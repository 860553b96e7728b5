// A net as data: its layers in the order they run, with their weights. Every engine builds its own form from the same
// description (tensorflowForm.ts, onnxForm.ts, savedModelForm.ts), so that a net is written down once.

/** Numbers with their shape, row by row, the last dimension fastest. */
export interface Weights {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export type Activation = 'linear' | 'relu' | 'relu6' | 'leaky-relu'
/** Slope of a leaky ReLU below zero (face-api 1.7.15, as float32). */
export const LEAKY_SLOPE = 0.10000000149011612

/** `same` as TensorFlow has it: output = input ÷ stride rounded up, the odd pixel of padding goes right and below. */
export type Padding = 'same' | 'valid'

interface Named {
  readonly name: string
  /** The layer whose output is read; `INPUT` is the picture. */
  readonly from: string
}
export interface ConvolutionLayer extends Named {
  readonly kind: 'convolution'
  /** height × width × channels in × channels out. */
  readonly filter: Weights
  readonly bias: Weights
  readonly stride: number
  readonly padding: Padding
  readonly activation: Activation
}
/** One filter a channel; padding is always `same`. */
export interface DepthwiseLayer extends Named {
  readonly kind: 'depthwise'
  /** height × width × channels × 1. */
  readonly filter: Weights
  readonly bias: Weights | null
  readonly stride: number
  readonly activation: Activation
}
export interface SumLayer extends Named {
  readonly kind: 'sum'
  readonly and: string
}
export interface ReluLayer extends Named {
  readonly kind: 'relu'
}
export interface PoolLayer extends Named {
  readonly kind: 'max-pool' | 'average-pool'
  readonly size: number
  readonly stride: number
  readonly padding: Padding
}
/** Flattens what it reads and multiplies. */
export interface DenseLayer extends Named {
  readonly kind: 'dense'
  /** numbers in × numbers out. */
  readonly weights: Weights
  readonly bias: Weights
}
export type Layer = ConvolutionLayer | DepthwiseLayer | SumLayer | ReluLayer | PoolLayer | DenseLayer

export const INPUT = 'picture'

/** What these layers give, as rows of `columns` numbers, one layer's rows after the other's. */
export interface NetOutput {
  readonly name: string
  readonly columns: number
  readonly parts: readonly string[]
}

/** A net that reads n square RGB pictures, n × side × side × 3. */
export interface NetDescription {
  readonly name: string
  readonly side: number
  readonly layers: readonly Layer[]
  readonly outputs: readonly NetOutput[]
}

/** Size of one side of what a window of `window` pixels makes of `length` pixels, and the padding before and after them. */
export function windowed(
  length: number,
  window: number,
  stride: number,
  padding: Padding,
): { readonly length: number; readonly before: number; readonly after: number } {
  if (padding === 'valid') return { length: Math.floor((length - window) / stride) + 1, before: 0, after: 0 }
  const outputs = Math.ceil(length / stride)
  const missing = Math.max(0, (outputs - 1) * stride + window - length)
  return { length: outputs, before: missing >> 1, after: missing - (missing >> 1) }
}
