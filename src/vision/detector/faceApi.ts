import * as library from 'face-api.js/dist/face-api.esm-nobundle.js'
import type { NamedTensorMap, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs'

// The part of face-api that Kazari uses: reading weights into named parameters. Its own declarations lean on a
// bundled tfjs whose types are not ours; these describe version 1.7.15 as pinned in package.json.

export interface ConvParams {
  readonly filters: Tensor4D
  readonly bias: Tensor1D
}
export interface SeparableConvParams {
  readonly depthwise_filter: Tensor4D
  readonly pointwise_filter: Tensor4D
  readonly bias: Tensor1D
}
export interface DenseBlockParams {
  readonly conv0: ConvParams | SeparableConvParams
  readonly conv1: SeparableConvParams
  readonly conv2: SeparableConvParams
  readonly conv3: SeparableConvParams
}
export interface FeatureParams {
  readonly dense0: DenseBlockParams
  readonly dense1: DenseBlockParams
  readonly dense2: DenseBlockParams
  readonly dense3: DenseBlockParams
}
export interface TinyParams {
  readonly conv0: ConvParams
  readonly conv1: SeparableConvParams
  readonly conv2: SeparableConvParams
  readonly conv3: SeparableConvParams
  readonly conv4: SeparableConvParams
  readonly conv5: SeparableConvParams
  readonly conv8: ConvParams
}
export interface PointwiseParams {
  readonly filters: Tensor4D
  readonly batch_norm_offset: Tensor1D
}
export interface DepthwiseParams {
  readonly filters: Tensor4D
  readonly batch_norm_scale: Tensor1D
  readonly batch_norm_offset: Tensor1D
  readonly batch_norm_mean: Tensor1D
  readonly batch_norm_variance: Tensor1D
}
export interface ConvPairParams {
  readonly depthwise_conv: DepthwiseParams
  readonly pointwise_conv: PointwiseParams
}
export interface BoxPredictorParams {
  readonly box_encoding_predictor: ConvParams
  readonly class_predictor: ConvParams
}
export interface SsdParams {
  readonly mobilenetv1: { readonly conv_0: PointwiseParams } & Readonly<
    Record<`conv_${number}`, ConvPairParams>
  >
  readonly prediction_layer: Readonly<Record<`conv_${number}`, PointwiseParams>> &
    Readonly<Record<`box_predictor_${number}`, BoxPredictorParams>>
  readonly output_layer: { readonly extra_dim: Tensor3D }
}

/** A batch of square RGB pictures; passed straight through when it already has the net's size. */
export type NetInput = object

interface Net<Params> {
  readonly params: Params | undefined
  loadFromWeightMap(weights: NamedTensorMap): void
  /** Frees the parameters; call once. */
  dispose(throwOnRedispose?: boolean): void
}
export interface SsdMobilenetv1 extends Net<SsdParams> {
  forwardInput(input: NetInput): { readonly boxes: readonly Tensor2D[]; readonly scores: readonly Tensor1D[] }
}
export interface TinyFaceDetector extends Net<TinyParams> {
  forwardInput(input: NetInput, inputSize: number): Tensor4D
}
export interface FaceLandmark68Net extends Net<{
  readonly fc: { readonly weights: Tensor2D; readonly bias: Tensor1D }
}> {
  readonly faceFeatureExtractor: Net<FeatureParams>
  forwardInput(input: NetInput): Tensor2D
}

interface FaceApi {
  readonly NetInput: new (inputs: readonly Tensor3D[]) => NetInput
  readonly SsdMobilenetv1: new () => SsdMobilenetv1
  readonly TinyFaceDetector: new () => TinyFaceDetector
  readonly FaceLandmark68Net: new () => FaceLandmark68Net
}

export const faceApi = library as unknown as FaceApi
