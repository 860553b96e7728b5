import {
  INPUT,
  LEAKY_SLOPE,
  windowed,
  type Activation,
  type ConvolutionLayer,
  type DepthwiseLayer,
  type Layer,
  type NetDescription,
  type Weights,
} from './description'
import { encode, message, raw, real, text, whole, wholes, type Field } from './wire'

// A net as an ONNX model (onnx.proto3, IR version 8, operator set 13). Field numbers are those of that file. ONNX keeps channels
// before rows and columns; the picture comes and the results leave with channels last, as everywhere else in Kazari.

const IR_VERSION = 8
const OPERATOR_SET = 13
const FLOAT = 1
const INT64 = 7
const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const

interface Graph {
  node(kind: string, inputs: readonly string[], output: string, attributes?: readonly Field[]): string
  constant(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): string
}

const float = (name: string, value: number) =>
  message(5, text(1, name), real(2, value), whole(20, ATTRIBUTE_TYPE.float))
const int = (name: string, value: number) =>
  message(5, text(1, name), whole(3, value), whole(20, ATTRIBUTE_TYPE.int))
const ints = (name: string, values: readonly number[]) =>
  message(5, text(1, name), wholes(8, values), whole(20, ATTRIBUTE_TYPE.ints))

/** height × width × in × out → out × in × height × width; of a depthwise filter, × channels × 1 → channels × 1 × …. */
function filterForOnnx({ shape, values }: Weights, isDepthwise: boolean): Weights {
  const [height, width, third, fourth] = shape as [number, number, number, number]
  const [outputs, inputs] = isDepthwise ? [third, fourth] : [fourth, third]
  const turned = new Float32Array(values.length)
  let at = 0
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++)
      for (let place = 0; place < height * width; place++)
        turned[at++] =
          values[(place * third + (isDepthwise ? output : input)) * fourth + (isDepthwise ? input : output)]!
  return { shape: [outputs, inputs, height, width], values: turned }
}

function activated(graph: Graph, activation: Activation, input: string, name: string): string {
  switch (activation) {
    case 'linear':
      return input
    case 'relu':
      return graph.node('Relu', [input], name)
    case 'relu6': {
      const zero = graph.constant(`${name}/least`, [], Float32Array.of(0))
      const six = graph.constant(`${name}/most`, [], Float32Array.of(6))
      return graph.node('Clip', [input, zero, six], name)
    }
    case 'leaky-relu':
      return graph.node('LeakyRelu', [input], name, [float('alpha', LEAKY_SLOPE)])
  }
}

function convolved(
  graph: Graph,
  layer: ConvolutionLayer | DepthwiseLayer,
  from: string,
  side: number,
): number {
  const isDepthwise = layer.kind === 'depthwise'
  const filter = filterForOnnx(layer.filter, isDepthwise)
  const window = layer.filter.shape[0]!
  const { length, before, after } = windowed(side, window, layer.stride, isDepthwise ? 'same' : layer.padding)
  const inputs = [from, graph.constant(`${layer.name}/filter`, filter.shape, filter.values)]
  if (layer.bias) inputs.push(graph.constant(`${layer.name}/bias`, layer.bias.shape, layer.bias.values))
  const isLinear = layer.activation === 'linear'
  const sum = graph.node('Conv', inputs, isLinear ? layer.name : `${layer.name}/sum`, [
    ints('kernel_shape', [window, window]),
    ints('strides', [layer.stride, layer.stride]),
    ints('pads', [before, before, after, after]),
    int('group', isDepthwise ? filter.shape[0]! : 1),
  ])
  activated(graph, layer.activation, sum, layer.name)
  return length
}

/** Adds one layer under its own name; gives the side of its result. */
function addLayer(graph: Graph, layer: Layer, from: string, side: number): number {
  switch (layer.kind) {
    case 'convolution':
    case 'depthwise':
      return convolved(graph, layer, from, side)
    case 'sum':
      graph.node('Add', [from, layer.and], layer.name)
      return side
    case 'relu':
      graph.node('Relu', [from], layer.name)
      return side
    case 'max-pool':
    case 'average-pool': {
      const { length, before, after } = windowed(side, layer.size, layer.stride, layer.padding)
      graph.node(layer.kind === 'max-pool' ? 'MaxPool' : 'AveragePool', [from], layer.name, [
        ints('kernel_shape', [layer.size, layer.size]),
        ints('strides', [layer.stride, layer.stride]),
        ints('pads', [before, before, after, after]),
      ])
      return length
    }
    case 'dense': {
      // Channels come first here and last in the weights' order: alike only while nothing but channels is left.
      if (side !== 1) throw new Error(`${layer.name} flattens ${side} × ${side} pixels`)
      const flat = graph.node('Flatten', [from], `${layer.name}/flat`)
      const weights = graph.constant(`${layer.name}/weights`, layer.weights.shape, layer.weights.values)
      const bias = graph.constant(`${layer.name}/bias`, layer.bias.shape, layer.bias.values)
      graph.node('Gemm', [flat, weights, bias], layer.name)
      return 0
    }
  }
}

const tensorType = (dimensions: readonly (number | string)[]) =>
  message(
    2,
    message(
      1,
      whole(1, FLOAT),
      message(
        2,
        ...dimensions.map((size) => message(1, typeof size === 'number' ? whole(1, size) : text(2, size))),
      ),
    ),
  )

/** The model's bytes: input `picture` (n × side × side × 3), outputs n × rows × columns by their names. */
export function onnxModel(net: NetDescription): Uint8Array {
  const nodes: Field[] = []
  const constants: Field[] = []
  const graph: Graph = {
    node(kind, inputs, output, attributes = []) {
      nodes.push(
        message(
          1,
          ...inputs.map((input) => text(1, input)),
          text(2, output),
          text(3, output),
          text(4, kind),
          ...attributes,
        ),
      )
      return output
    },
    constant(name, shape, values) {
      const type = values instanceof Float32Array ? FLOAT : INT64
      constants.push(message(5, wholes(1, shape), whole(2, type), text(8, name), raw(9, values)))
      return name
    },
  }
  const sides = new Map([[`${INPUT}/planes`, net.side]])
  graph.node('Transpose', [INPUT], `${INPUT}/planes`, [ints('perm', [0, 3, 1, 2])])
  for (const layer of net.layers) {
    const from = layer.from === INPUT ? `${INPUT}/planes` : layer.from
    sides.set(layer.name, addLayer(graph, layer, from, sides.get(from)!))
  }
  for (const { name, columns, parts } of net.outputs) {
    const shape = graph.constant(`${name}/shape`, [3], BigInt64Array.of(0n, -1n, BigInt(columns)))
    const rows = parts.map((part, index) => {
      const last =
        sides.get(part) === 0
          ? part
          : graph.node('Transpose', [part], `${name}/last${index}`, [ints('perm', [0, 2, 3, 1])])
      return graph.node('Reshape', [last, shape], parts.length === 1 ? name : `${name}/rows${index}`)
    })
    if (rows.length > 1) graph.node('Concat', rows, name, [int('axis', 1)])
  }
  return encode(
    whole(1, IR_VERSION),
    message(
      7,
      ...nodes,
      text(2, net.name),
      ...constants,
      message(11, text(1, INPUT), tensorType(['n', net.side, net.side, 3])),
      ...net.outputs.map(({ name, columns }) =>
        message(12, text(1, name), tensorType(['n', `rows of ${name}`, columns])),
      ),
    ),
    message(8, text(1, ''), whole(2, OPERATOR_SET)),
  )
}
