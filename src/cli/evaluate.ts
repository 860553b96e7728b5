import { parseArgs } from 'node:util'
import { createStillPipeline } from '../vision/pipeline/stillPipeline'
import { describeReport, reportClip } from './clip/evaluateClip'
import { readClip } from './clip/clipFolder'
import { FOUND_BELOW, matchFaces, readAnnotations } from './annotations'
import { fairness } from './fairness/fairness'
import { decodePicture } from './pictures'
import { Refusal } from './refusal'
import { mean, median, percentile95, rounded } from './statistics'
import { readEngineName, startEngine } from './terminalEngine'

const USAGE =
  'Use: npm run --silent evaluate -- (--faces LIST.json | --clip DIR) [--engine gpu|native|webgpu|onnx|wasm] [--json]'

/** How well and how fast faces of annotated photos are found, by the same code as in the app. */
export async function evaluate(args: readonly string[]): Promise<void> {
  if (args.includes('--fairness')) return fairness(args.filter((argument) => argument !== '--fairness'))
  const { values } = parseArgs({
    args: [...args],
    options: {
      faces: { type: 'string' },
      clip: { type: 'string' },
      engine: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const wanted = readEngineName(values.engine)
  if (values.clip !== undefined && values.faces === undefined)
    return evaluateClip(values.clip, wanted, values.json ?? false)
  if (values.faces === undefined || values.clip !== undefined) throw new Refusal(USAGE)
  const pictures = await readAnnotations(values.faces)
  // Decoded before anything is timed, and so that a bad file is refused at once rather than after minutes.
  const decoded = []
  for (const { file, faces } of pictures) decoded.push({ faces, picture: await decodePicture(file) })

  const { engine } = await startEngine(wanted)
  const still = createStillPipeline(engine.nets)
  const errors: number[] = []
  const milliseconds: number[] = []
  let annotated = 0
  let extra = 0
  for (const { faces, picture } of decoded) {
    const startedAtMs = performance.now()
    const found = await still.find(picture)
    milliseconds.push(performance.now() - startedAtMs)
    const matched = matchFaces(
      found.map((face) => face.points),
      faces,
      FOUND_BELOW,
    )
    errors.push(...matched.map((error) => error * 100))
    annotated += faces.length
    extra += found.length - matched.length
  }

  const report = {
    engine: engine.name,
    images: pictures.length,
    annotated,
    found: errors.length,
    extra,
    nme41: {
      mean: rounded(mean(errors)),
      median: rounded(median(errors)),
      p95: rounded(percentile95(errors)),
    },
    msPerImage: { median: rounded(median(milliseconds)), p95: rounded(percentile95(milliseconds)) },
  }
  if (values.json) {
    console.log(JSON.stringify(report))
    return
  }
  console.log(`engine ${report.engine} (${engine.description})`)
  console.log(`images ${report.images}`)
  console.log(`annotated ${report.annotated}`)
  console.log(`found ${report.found}`)
  console.log(`extra ${report.extra}`)
  const { nme41, msPerImage } = report
  console.log(`nme41 mean ${nme41.mean ?? '–'} % median ${nme41.median ?? '–'} % p95 ${nme41.p95 ?? '–'} %`)
  console.log(`ms per image median ${msPerImage.median ?? '–'} p95 ${msPerImage.p95 ?? '–'}`)
}

/** How faces of a clip are followed, and how well where the clip has a truth. */
async function evaluateClip(
  folder: string,
  wanted: ReturnType<typeof readEngineName>,
  asJson: boolean,
): Promise<void> {
  const clip = await readClip(folder)
  const { engine } = await startEngine(wanted)
  const report = await reportClip(clip, engine)
  if (asJson) console.log(JSON.stringify(report))
  else for (const line of describeReport(report, engine.description)) console.log(line)
}
