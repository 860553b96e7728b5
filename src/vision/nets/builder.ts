import { INPUT, type Activation, type Layer, type Padding, type Weights } from './description'

interface Options {
  readonly stride?: number
  readonly padding?: Padding
  readonly activation?: Activation
}

/** Puts layers one after another; each call adds one and gives its name, for the next to read. */
export function createBuilder(weights: ReadonlyMap<string, Weights>) {
  const layers: Layer[] = []
  const add = (layer: Layer): string => {
    layers.push(layer)
    return layer.name
  }
  function weight(name: string): Weights {
    const found = weights.get(name)
    if (!found) throw new Error(`there is no weight ${name}`)
    return found
  }

  function convolution(name: string, from: string, filter: Weights, bias: Weights, options: Options = {}) {
    const { stride = 1, padding = 'same', activation = 'linear' } = options
    return add({ kind: 'convolution', name, from, filter, bias, stride, padding, activation })
  }
  function depthwise(
    name: string,
    from: string,
    filter: Weights,
    bias: Weights | null,
    options: Options = {},
  ) {
    const { stride = 1, activation = 'linear' } = options
    return add({ kind: 'depthwise', name, from, filter, bias, stride, activation })
  }
  return {
    layers: layers as readonly Layer[],
    input: INPUT,
    weight,
    convolution,
    depthwise,
    /** One filter a channel, then one across the channels; face-api's names of their weights. */
    separable(name: string, from: string, options: Options = {}) {
      const { stride = 1, activation = 'linear' } = options
      const spread = depthwise(`${name}/depthwise`, from, weight(`${name}/depthwise_filter`), null, {
        stride,
      })
      return convolution(name, spread, weight(`${name}/pointwise_filter`), weight(`${name}/bias`), {
        activation,
      })
    },
    sum: (name: string, from: string, and: string) => add({ kind: 'sum', name, from, and }),
    relu: (name: string, from: string) => add({ kind: 'relu', name, from }),
    pool(kind: 'max-pool' | 'average-pool', name: string, from: string, size: number, stride: number) {
      const padding = kind === 'max-pool' ? 'same' : 'valid'
      return add({ kind, name, from, size, stride, padding })
    },
    dense: (name: string, from: string, prefix: string) =>
      add({
        kind: 'dense',
        name,
        from,
        weights: weight(`${prefix}/weights`),
        bias: weight(`${prefix}/bias`),
      }),
  }
}

export type Builder = ReturnType<typeof createBuilder>
