import type { StillPipeline } from '../../vision/pipeline/stillPipeline'
import { FOUND_BELOW, pointError } from '../annotations'
import { mean } from '../statistics'
import { readPhotos, type Person, type Photo } from './photos'
import type { Slice } from './rule'
import { PLAIN, show, type Showing } from './showing'

const darker = { ...PLAIN, brightness: 1 / 8 }
const SHOWINGS: readonly { readonly group: string; readonly name: string; readonly showing: Showing }[] = [
  { group: 'as photographed', name: 'all', showing: PLAIN },
  { group: 'light (simulated)', name: 'half as bright', showing: { ...PLAIN, brightness: 1 / 2 } },
  { group: 'light (simulated)', name: 'a quarter', showing: { ...PLAIN, brightness: 1 / 4 } },
  { group: 'light (simulated)', name: 'an eighth', showing: darker },
  {
    group: 'light (simulated)',
    name: 'an eighth, with the noise of a sensor',
    showing: { ...darker, noise: true },
  },
  ...[-45, -30, -15, 15, 30, 45].map((leanDeg) => ({
    group: 'lean (simulated)',
    name: `${leanDeg}°`,
    showing: { ...PLAIN, leanDeg },
  })),
  ...[60, 40, 28, 20].map((facePixels) => ({
    group: 'size (simulated)',
    name: `${facePixels} pixels`,
    showing: { ...PLAIN, facePixels },
  })),
  { group: 'worn (simulated)', name: 'glasses, drawn', showing: { ...PLAIN, cover: 'glasses' } },
  { group: 'worn (simulated)', name: 'sunglasses, drawn', showing: { ...PLAIN, cover: 'sunglasses' } },
  {
    group: 'worn (simulated)',
    name: 'mask over nose and mouth, drawn',
    showing: { ...PLAIN, cover: 'mask' },
  },
]

/** Ways in which each person of a slice of people is shown: as photographed everybody is found, which would tell nothing. */
const WAYS = ['all', 'an eighth', '-30°', '30°', '28 pixels']

const PEOPLE: readonly {
  readonly group: string
  readonly name: string
  readonly belongs: (person: Person) => boolean
}[] = [
  ...(['in colour', 'black and white'] as const).map((name) => ({
    group: 'photograph',
    name,
    belongs: ({ photograph }: Person) => photograph === name,
  })),
  { group: 'people', name: 'women', belongs: ({ sex }) => sex === 'woman' },
  { group: 'people', name: 'men', belongs: ({ sex }) => sex === 'man' },
  ...(['under forty', 'forty to fifty-nine', 'sixty and over'] as const).map((name) => ({
    group: 'age',
    name,
    belongs: ({ age }: Person) => age === name,
  })),
  { group: 'worn', name: 'glasses', belongs: ({ glasses }) => glasses === true },
  { group: 'worn', name: 'no glasses', belongs: ({ glasses }) => glasses === false },
  { group: 'beard or moustache', name: 'yes', belongs: ({ beard }) => beard === true },
  { group: 'beard or moustache', name: 'no', belongs: ({ beard }) => beard === false },
  ...(['light', 'medium', 'dark'] as const).map((look) => ({
    group: 'skin as it looks in the picture',
    name: look,
    belongs: ({ skin }: Person) => skin === look,
  })),
  ...(['lightest', 'darkest'] as const).map((place) => ({
    group: 'skin within one picture',
    name: place,
    belongs: ({ amongOthers }: Person) => amongOthers === place,
  })),
]

interface Sight {
  readonly person: Person
  /** %; null when not found. */
  readonly error: number | null
}

/** Looks for everybody in a photo. */
async function lookAt(still: StillPipeline, photo: Photo, showing: Showing): Promise<Sight[]> {
  const sights: Sight[] = []
  let shown: Awaited<ReturnType<typeof search>> | undefined
  for (const [index, person] of photo.people.entries()) {
    // Turned for each person anew, or else looked at once for all.
    if (!shown || showing.leanDeg !== null) shown = await search(still, photo, showing, index)
    const { found, faces } = shown
    const error = Math.min(Infinity, ...found.map(({ points }) => pointError(points, faces[index]!)))
    sights.push({ person, error: error < FOUND_BELOW ? error * 100 : null })
  }
  return sights
}

async function search(still: StillPipeline, photo: Photo, showing: Showing, index: number) {
  const { picture, faces } = show(photo, showing, index)
  return { found: await still.find(picture), faces }
}

function sliceOf(group: string, name: string, sights: readonly Sight[]): Slice {
  const found = sights.filter(({ error }) => error !== null)
  return {
    group,
    name,
    shown: sights.length,
    found: found.length,
    errorPercent: mean(found.filter(({ person }) => person.byHand).map(({ error }) => error!)),
  }
}

/** Recall and error of every slice for which there are pictures, or of those named. */
export async function measureFairness(
  still: StillPipeline,
  folder: string,
  names?: readonly string[],
): Promise<Slice[]> {
  const photos = await readPhotos(folder)
  const seen = new Map<string, readonly Sight[]>()
  const sightsOf = async (name: string): Promise<readonly Sight[]> => {
    const known = seen.get(name)
    if (known) return known
    const { showing } = SHOWINGS.find((entry) => entry.name === name)!
    const sights: Sight[] = []
    for (const photo of photos) sights.push(...(await lookAt(still, photo, showing)))
    seen.set(name, sights)
    return sights
  }
  const isWanted = ({ name }: { readonly name: string }) => !names || names.includes(name)
  const slices: Slice[] = []
  for (const { group, name } of SHOWINGS.filter(isWanted))
    slices.push(sliceOf(group, name, await sightsOf(name)))
  for (const { group, name, belongs } of PEOPLE.filter(isWanted)) {
    const sights: Sight[] = []
    for (const way of WAYS) sights.push(...(await sightsOf(way)))
    slices.push(
      sliceOf(
        group,
        name,
        sights.filter(({ person }) => belongs(person)),
      ),
    )
  }
  return slices
}
