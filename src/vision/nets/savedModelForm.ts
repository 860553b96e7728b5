import {
  INPUT,
  LEAKY_SLOPE,
  type Activation,
  type Layer,
  type NetDescription,
  type Padding,
} from './description'
import { encode, message, raw, real, text, whole, wholes, type Field } from './wire'

// A net as a TensorFlow SavedModel (saved_model.proto, meta_graph.proto, graph.proto, node_def.proto, tensor.proto), whose field
// numbers these are. TensorFlow's graph optimiser makes fused kernels of it, which no single operation of tfjs reaches.

const SCHEMA_VERSION = 1
/** Of TensorFlow 2.x; only newer operations than ours would ask for more. */
const GRAPH_PRODUCER = 1286
const TYPE = { float: 1, int32: 3 } as const
export const SAVED_MODEL_TAG = 'serve'
export const SAVED_MODEL_SIGNATURE = 'serving_default'

const attribute = (name: string, ...value: readonly Field[]) =>
  message(5, text(1, name), message(2, ...value))
const attributes = {
  type: (name: string, value: number) => attribute(name, whole(6, value)),
  whole: (name: string, value: number) => attribute(name, whole(3, value)),
  real: (name: string, value: number) => attribute(name, real(4, value)),
  text: (name: string, value: string) => attribute(name, text(2, value)),
  wholes: (name: string, values: readonly number[]) => attribute(name, message(1, wholes(3, values))),
  flag: (name: string, value: boolean) => attribute(name, whole(5, Number(value))),
  shape: (name: string, sizes: readonly number[]) => attribute(name, message(7, ...dimensions(sizes))),
}
const dimensions = (sizes: readonly number[]) => sizes.map((size) => message(2, whole(1, size)))

const FLOATS = attributes.type('T', TYPE.float)
const CHANNELS_LAST = attributes.text('data_format', 'NHWC')
const paddingOf = (padding: Padding) => attributes.text('padding', padding === 'same' ? 'SAME' : 'VALID')
const squareOf = (name: string, size: number) => attributes.wholes(name, [1, size, size, 1])

interface Graph {
  node(kind: string, inputs: readonly string[], name: string, ...attributes: readonly Field[]): string
  constant(name: string, shape: readonly number[], values: Float32Array | Int32Array): string
}

function activated(graph: Graph, activation: Activation, from: string, name: string): void {
  switch (activation) {
    case 'linear':
      return
    case 'relu':
      return void graph.node('Relu', [from], name, FLOATS)
    case 'relu6':
      return void graph.node('Relu6', [from], name, FLOATS)
    case 'leaky-relu':
      return void graph.node('LeakyRelu', [from], name, FLOATS, attributes.real('alpha', LEAKY_SLOPE))
  }
}

function addLayer(graph: Graph, layer: Layer, isReadOnce: boolean): void {
  const { name, from } = layer
  switch (layer.kind) {
    case 'convolution':
    case 'depthwise': {
      const filter = graph.constant(`${name}/filter`, layer.filter.shape, layer.filter.values)
      const isLinear = layer.activation === 'linear'
      const sum = isLinear ? name : `${name}/sum`
      const kind = layer.kind === 'depthwise' ? 'DepthwiseConv2dNative' : 'Conv2D'
      const padding = layer.kind === 'depthwise' ? 'same' : layer.padding
      const how = [FLOATS, squareOf('strides', layer.stride), paddingOf(padding), CHANNELS_LAST]
      if (layer.bias === null) graph.node(kind, [from, filter], sum, ...how)
      else {
        const product = graph.node(kind, [from, filter], `${name}/product`, ...how)
        const bias = graph.constant(`${name}/bias`, layer.bias.shape, layer.bias.values)
        graph.node('BiasAdd', [product, bias], sum, FLOATS, CHANNELS_LAST)
      }
      return activated(graph, layer.activation, sum, name)
    }
    case 'sum':
      return void graph.node('AddV2', [from, layer.and], name, FLOATS)
    case 'relu': {
      if (isReadOnce) return activated(graph, 'relu', from, name)
      // TensorFlow 2.15 gives all its fusing up over a Relu whose input somebody else reads too; a maximum it leaves alone.
      const zero = graph.constant(`${name}/zero`, [], Float32Array.of(0))
      return void graph.node('Maximum', [from, zero], name, FLOATS)
    }
    case 'max-pool':
    case 'average-pool': {
      const kind = layer.kind === 'max-pool' ? 'MaxPool' : 'AvgPool'
      const how = [squareOf('ksize', layer.size), squareOf('strides', layer.stride), paddingOf(layer.padding)]
      return void graph.node(kind, [from], name, FLOATS, ...how, CHANNELS_LAST)
    }
    case 'dense': {
      const flat = reshaped(graph, from, `${name}/flat`, layer.weights.shape[0]!)
      const weights = graph.constant(`${name}/weights`, layer.weights.shape, layer.weights.values)
      const turned = [attributes.flag('transpose_a', false), attributes.flag('transpose_b', false)]
      const product = graph.node('MatMul', [flat, weights], `${name}/product`, FLOATS, ...turned)
      const bias = graph.constant(`${name}/bias`, layer.bias.shape, layer.bias.values)
      return void graph.node('BiasAdd', [product, bias], name, FLOATS, CHANNELS_LAST)
    }
  }
}

function reshaped(graph: Graph, from: string, name: string, columns: number): string {
  const shape = graph.constant(`${name}/shape`, [2], Int32Array.of(-1, columns))
  return graph.node('Reshape', [from, shape], name, FLOATS, attributes.type('Tshape', TYPE.int32))
}

const tensorInfo = (name: string, sizes: readonly number[]): Field[] => [
  text(1, `${name}:0`),
  whole(2, TYPE.float),
  message(3, ...dimensions(sizes)),
]

/** Bytes of saved_model.pb: input `picture` (n × side × side × 3), outputs rows × columns by their names. The same net gives the same bytes. */
export function savedModel(net: NetDescription): Uint8Array {
  const nodes: Field[] = []
  const graph: Graph = {
    node(kind, inputs, name, ...how) {
      nodes.push(message(1, text(1, name), text(2, kind), ...inputs.map((input) => text(3, input)), ...how))
      return name
    },
    constant(name, shape, values) {
      const type = values instanceof Float32Array ? TYPE.float : TYPE.int32
      const tensor = message(8, whole(1, type), message(2, ...dimensions(shape)), raw(4, values))
      return graph.node('Const', [], name, attributes.type('dtype', type), attribute('value', tensor))
    },
  }
  // TensorFlow works the sizes out as it runs: one model of TinyFaceDetector serves every side.
  const pictures = [-1, -1, -1, 3]
  graph.node(
    'Placeholder',
    [],
    INPUT,
    attributes.type('dtype', TYPE.float),
    attributes.shape('shape', pictures),
  )
  const reads = net.layers.flatMap((layer) => (layer.kind === 'sum' ? [layer.from, layer.and] : [layer.from]))
  const isReadOnce = (name: string) => reads.filter((read) => read === name).length === 1
  for (const layer of net.layers) addLayer(graph, layer, isReadOnce(layer.from))
  for (const { name, columns, parts } of net.outputs) {
    const rows = parts.map((part, index) =>
      reshaped(graph, part, parts.length === 1 ? name : `${name}/rows${index}`, columns),
    )
    if (rows.length === 1) continue
    const axis = graph.constant(`${name}/axis`, [], Int32Array.of(0))
    const count = [attributes.whole('N', rows.length), attributes.type('Tidx', TYPE.int32)]
    graph.node('ConcatV2', [...rows, axis], name, FLOATS, ...count)
  }
  const signature = [
    message(1, text(1, INPUT), message(2, ...tensorInfo(INPUT, pictures))),
    ...net.outputs.map(({ name, columns }) =>
      message(2, text(1, name), message(2, ...tensorInfo(name, [-1, columns]))),
    ),
    text(3, 'tensorflow/serving/predict'),
  ]
  return encode(
    whole(1, SCHEMA_VERSION),
    message(
      2,
      message(1, text(4, SAVED_MODEL_TAG)),
      message(2, ...nodes, message(4, whole(1, GRAPH_PRODUCER))),
      message(5, text(1, SAVED_MODEL_SIGNATURE), message(2, ...signature)),
    ),
  )
}
