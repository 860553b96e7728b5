import { LANDMARK_OUTPUT, LANDMARK_SIDE, SSD_SIDE } from '../detector/faceNets'
import type { ModelFiles } from '../models'
import { createBuilder, type Builder } from './builder'
import type { NetDescription, Weights } from './description'
import { decodeWeights } from './weights'

// face-api's three nets (version 1.7.15) as data, batch norms folded into the filters. A test holds every engine's form of
// them to face-api's own forward.

/** 68-point net: four dense blocks, each halving the picture, then one dense layer. */
export function describeLandmarkNet(weights: ReadonlyMap<string, Weights>): NetDescription {
  const net = createBuilder(weights)
  let out = net.input
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) out = denseBlock(net, block, out)
  const pooled = net.pool('average-pool', 'pool', out, 7, 2)
  const points = net.dense('fc', pooled, 'fc')
  return {
    name: 'landmarks',
    side: LANDMARK_SIDE,
    layers: net.layers,
    outputs: [{ name: 'points', columns: LANDMARK_OUTPUT, parts: [points] }],
  }
}

/** Each convolution after the first adds to the sum of all before it and reads that sum without its negative part. */
function denseBlock(net: Builder, block: string, from: string): string {
  const first = `${block}/conv0`
  const options = { stride: 2, activation: 'relu' } as const
  // Only the very first convolution looks across the three colours at once.
  let out =
    block === 'dense0'
      ? net.convolution(first, from, net.weight(`${first}/filters`), net.weight(`${first}/bias`), options)
      : net.separable(first, from, options)
  let sum = out
  for (const index of [1, 2, 3]) {
    sum = net.sum(`${block}/sum${index}`, sum, net.separable(`${block}/conv${index}`, out))
    out = net.relu(`${block}/out${index}`, sum)
  }
  return out
}

/** TinyFaceDetector for pictures of this side, a multiple of 32. */
export function describeTinyNet(weights: ReadonlyMap<string, Weights>, side: number): NetDescription {
  if (side % 32 !== 0) throw new Error(`TinyFaceDetector reads multiples of 32, not ${side}`)
  const net = createBuilder(weights)
  const activation = 'leaky-relu'
  let out = net.convolution('conv0', net.input, net.weight('conv0/filters'), net.weight('conv0/bias'), {
    padding: 'valid',
    activation,
  })
  for (const index of [1, 2, 3, 4, 5]) {
    out = net.separable(`conv${index}`, net.pool('max-pool', `pool${index}`, out, 2, 2), { activation })
  }
  out = net.pool('max-pool', 'pool6', out, 2, 1)
  out = net.convolution('conv8', out, net.weight('conv8/filters'), net.weight('conv8/bias'), {
    padding: 'valid',
  })
  return {
    name: `tiny-${side}`,
    side,
    layers: net.layers,
    outputs: [{ name: 'cells', columns: 5, parts: [out] }],
  }
}

/** Of MobileNet v1 in TensorFlow's model garden, as float32. */
const BATCH_NORM_EPSILON = 0.0010000000474974513
const HALVING_LAYERS = new Set([2, 4, 6, 12])
/** Layers of MobileNet that faces are looked for in. */
const READ_LAYERS = new Set([11, 13])

/** SSD MobileNet v1: box encodings and class logits, raw, one row for each anchor. */
export function describeSsdNet(weights: ReadonlyMap<string, Weights>): NetDescription {
  const net = createBuilder(weights)
  const pointwise = (name: string, from: string, stride: number) =>
    net.convolution(name, from, net.weight(`${name}/weights`), net.weight(`${name}/convolution_bn_offset`), {
      stride,
      activation: 'relu6',
    })
  let out = pointwise('MobilenetV1/Conv2d_0_pointwise', net.input, 2)
  const scales: string[] = []
  for (let layer = 1; layer <= 13; layer++) {
    const name = `MobilenetV1/Conv2d_${layer}`
    const { filter, bias } = foldBatchNorm(net, `${name}_depthwise`)
    const stride = HALVING_LAYERS.has(layer) ? 2 : 1
    out = net.depthwise(`${name}_depthwise`, out, filter, bias, { stride, activation: 'relu6' })
    out = pointwise(`${name}_pointwise`, out, 1)
    if (READ_LAYERS.has(layer)) scales.push(out)
  }
  for (let layer = 0; layer < 8; layer++) {
    out = pointwise(`Prediction/Conv2d_${layer}_pointwise`, out, layer % 2 === 0 ? 1 : 2)
    if (layer % 2 === 1) scales.push(out)
  }
  const predict = (kind: 'BoxEncodingPredictor' | 'ClassPredictor') =>
    scales.map((scale, index) => {
      const name = `Prediction/BoxPredictor_${index}/${kind}`
      return net.convolution(name, scale, net.weight(`${name}/weights`), net.weight(`${name}/biases`))
    })
  const boxes = predict('BoxEncodingPredictor')
  const classes = predict('ClassPredictor')
  return {
    name: 'ssd',
    side: SSD_SIDE,
    layers: net.layers,
    outputs: [
      { name: 'boxes', columns: 4, parts: boxes },
      { name: 'classes', columns: 3, parts: classes },
    ],
  }
}

/** Ioffe & Szegedy 2015: at rest a batch norm is one factor and one offset a channel, so the filter can carry both. */
function foldBatchNorm(net: Builder, layer: string): { readonly filter: Weights; readonly bias: Weights } {
  const filter = net.weight(`${layer}/depthwise_weights`)
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
    (name) => net.weight(`${layer}/BatchNorm/${name}`).values,
  ) as [Float32Array, Float32Array, Float32Array, Float32Array]
  const gain = gamma.map((value, channel) => value / Math.sqrt(variance[channel]! + BATCH_NORM_EPSILON))
  const channels = gain.length
  return {
    filter: { shape: filter.shape, values: filter.values.map((value, at) => value * gain[at % channels]!) },
    bias: { shape: [channels], values: beta.map((value, at) => value - mean[at]! * gain[at]!) },
  }
}

/** TinyFaceDetector's layers are the same at every side; where a form does not depend on it, this one stands for all. */
export const ANY_TINY_SIDE = 32

/** The three nets' weights, decoded once, and their descriptions on demand. */
export interface FaceNetDescriptions {
  landmarks(): NetDescription
  tiny(side: number): NetDescription
  ssd(): NetDescription
  /** SSD's anchors: top, left, bottom, right as fractions of the input, one row for each. */
  readonly ssdAnchors: Float32Array
}

export function describeFaceNets(models: ModelFiles): FaceNetDescriptions {
  const landmarks = decodeWeights(models.face_landmark_68)
  const tiny = decodeWeights(models.tiny_face_detector)
  const ssd = decodeWeights(models.ssd_mobilenetv1)
  const anchors = ssd.get('Output/extra_dim')
  if (!anchors) throw new Error('SSD lacks its anchors')
  return {
    landmarks: () => describeLandmarkNet(landmarks),
    tiny: (side) => describeTinyNet(tiny, side),
    ssd: () => describeSsdNet(ssd),
    ssdAnchors: anchors.values,
  }
}
