import * as tf from '@tensorflow/tfjs'
import type {
  ConvPairParams,
  ConvParams,
  DenseBlockParams,
  DepthwiseParams,
  FeatureParams,
  PointwiseParams,
  SeparableConvParams,
  SsdParams,
  TinyParams,
} from './faceApi'

// face-api's nets written with fused operations (convolution, bias and activation in one kernel) and with batch
// norms folded into the filters: the same numbers in about two thirds of the time. A test holds them to face-api's
// own forward.

type Activation = 'linear' | 'relu' | 'relu6' | 'leakyrelu'
const LEAKY_SLOPE = 0.10000000149011612

interface Convolution {
  readonly x: tf.Tensor4D
  readonly filter: tf.Tensor4D
  readonly bias: tf.Tensor1D
  readonly stride?: number
  readonly pad?: 'same' | 'valid'
  readonly activation?: Activation
}

function convolve({
  x,
  filter,
  bias,
  stride = 1,
  pad = 'same',
  activation = 'linear',
}: Convolution): tf.Tensor4D {
  return tf.fused.conv2d({ x, filter, strides: stride, pad, bias, activation, leakyreluAlpha: LEAKY_SLOPE })
}

function separable(
  x: tf.Tensor4D,
  params: SeparableConvParams,
  stride: number,
  activation: Activation,
): tf.Tensor4D {
  const spread = tf.depthwiseConv2d(x, params.depthwise_filter, stride, 'same')
  return convolve({ x: spread, filter: params.pointwise_filter, bias: params.bias, activation })
}

function firstOfBlock(x: tf.Tensor4D, params: ConvParams | SeparableConvParams): tf.Tensor4D {
  if ('filters' in params)
    return convolve({ x, filter: params.filters, bias: params.bias, stride: 2, activation: 'relu' })
  return separable(x, params, 2, 'relu')
}

function denseBlock(x: tf.Tensor4D, block: DenseBlockParams): tf.Tensor4D {
  let out = firstOfBlock(x, block.conv0)
  let sum = out
  for (const params of [block.conv1, block.conv2, block.conv3]) {
    sum = tf.add(sum, separable(out, params, 1, 'linear'))
    out = tf.relu(sum)
  }
  return out
}

/** 112 × 112 crops → n × 136 fractions of the crop. */
export function landmarkForward(
  x: tf.Tensor4D,
  features: FeatureParams,
  fc: { readonly weights: tf.Tensor2D; readonly bias: tf.Tensor1D },
): tf.Tensor2D {
  let out = x
  for (const block of [features.dense0, features.dense1, features.dense2, features.dense3]) {
    out = denseBlock(out, block)
  }
  const pooled = tf.avgPool(out, 7, 2, 'valid')
  return tf.add(tf.matMul(tf.reshape(pooled, [x.shape[0], -1]), fc.weights), fc.bias)
}

/** Square picture, side a multiple of 32 → 1 × cells × cells × 25. */
export function tinyForward(x: tf.Tensor4D, params: TinyParams): tf.Tensor4D {
  let out = convolve({
    x,
    filter: params.conv0.filters,
    bias: params.conv0.bias,
    pad: 'valid',
    activation: 'leakyrelu',
  })
  for (const conv of [params.conv1, params.conv2, params.conv3, params.conv4, params.conv5]) {
    out = separable(tf.maxPool(out, 2, 2, 'same'), conv, 1, 'leakyrelu')
  }
  out = tf.maxPool(out, 2, 1, 'same')
  return convolve({ x: out, filter: params.conv8.filters, bias: params.conv8.bias, pad: 'valid' })
}

interface FoldedPair {
  readonly stride: number
  readonly depthwise: tf.Tensor4D
  readonly depthwiseBias: tf.Tensor1D
  readonly pointwise: PointwiseParams
}
/** SSD's parameters with the depthwise batch norms folded in. Owns the folded tensors only. */
export interface FoldedSsd {
  readonly params: SsdParams
  readonly pairs: readonly FoldedPair[]
}

/** Of MobileNet v1 in TensorFlow's model garden, as float32. */
const BATCH_NORM_EPSILON = 0.0010000000474974513
const HALVING_LAYERS = new Set([2, 4, 6, 12])

function foldBatchNorm(params: DepthwiseParams): { filter: tf.Tensor4D; bias: tf.Tensor1D } {
  return tf.tidy(() => {
    const gain = tf.div<tf.Tensor1D>(
      params.batch_norm_scale,
      tf.sqrt(tf.add(params.batch_norm_variance, BATCH_NORM_EPSILON)),
    )
    const channels = params.filters.shape[2]
    return {
      filter: tf.mul<tf.Tensor4D>(params.filters, tf.reshape(gain, [1, 1, channels, 1])),
      bias: tf.sub<tf.Tensor1D>(params.batch_norm_offset, tf.mul(params.batch_norm_mean, gain)),
    }
  })
}

/** Done once at load. */
export function foldSsd(params: SsdParams): FoldedSsd {
  const pairs: FoldedPair[] = []
  for (let layer = 1; layer <= 13; layer++) {
    const pair = params.mobilenetv1[`conv_${layer}`] as ConvPairParams
    const folded = foldBatchNorm(pair.depthwise_conv)
    pairs.push({
      stride: HALVING_LAYERS.has(layer) ? 2 : 1,
      depthwise: folded.filter,
      depthwiseBias: folded.bias,
      pointwise: pair.pointwise_conv,
    })
  }
  return { params, pairs }
}

function pointwise(x: tf.Tensor4D, params: PointwiseParams, stride: number): tf.Tensor4D {
  return convolve({ x, filter: params.filters, bias: params.batch_norm_offset, stride, activation: 'relu6' })
}

/** 1 × 512 × 512 × 3 → box encodings (anchors × 4) and class logits (anchors × 3). */
export function ssdForward(x: tf.Tensor4D, ssd: FoldedSsd): { boxes: tf.Tensor2D; classes: tf.Tensor2D } {
  const { mobilenetv1, prediction_layer: prediction } = ssd.params
  let out = pointwise(x, mobilenetv1.conv_0, 2)
  const scales: tf.Tensor4D[] = []
  ssd.pairs.forEach((pair, index) => {
    out = tf.fused.depthwiseConv2d({
      x: out,
      filter: pair.depthwise,
      strides: pair.stride,
      pad: 'same',
      bias: pair.depthwiseBias,
      activation: 'relu6',
    })
    out = pointwise(out, pair.pointwise, 1)
    if (index === 10 || index === 12) scales.push(out)
  })
  for (let layer = 0; layer < 8; layer += 2) {
    out = pointwise(out, prediction[`conv_${layer}`] as PointwiseParams, 1)
    out = pointwise(out, prediction[`conv_${layer + 1}`] as PointwiseParams, 2)
    scales.push(out)
  }
  const boxes: tf.Tensor2D[] = []
  const classes: tf.Tensor2D[] = []
  scales.forEach((scale, index) => {
    const predictor = prediction[`box_predictor_${index}`]
    if (!predictor) throw new Error(`SSD lacks box predictor ${index}`)
    const { box_encoding_predictor: box, class_predictor: kind } = predictor
    boxes.push(tf.reshape(convolve({ x: scale, filter: box.filters, bias: box.bias }), [-1, 4]))
    classes.push(tf.reshape(convolve({ x: scale, filter: kind.filters, bias: kind.bias }), [-1, 3]))
  })
  return { boxes: tf.concat(boxes, 0), classes: tf.concat(classes, 0) }
}
