import { KNOWN_SHORTFALLS, LARGEST_SHORTFALL, meanRecallPercent, recallPercent, type Slice } from './rule'

/** What a fairness sheet has to tell and this project has no pictures for that may be passed on. */
const MISSING = [
  'dark skin as such: light changes how skin looks, and too few people are shown in even light to tell the two apart',
  'light against dark skin in the same light: within one picture people look lighter and darker also because lamps shine on them unevenly',
  'women against men in the same kind of picture: nearly all men are in one photograph of 1927',
  'children',
  'women over sixty, beyond one',
  'glasses of today, beyond those of one woman; hats, scarves, veils, hands before the face',
  'masks and sunglasses really worn',
  'real darkness: noise was added to darkened pictures, which is not a photograph taken in the dark',
] as const

const rowOf = (slice: Slice) =>
  `| ${slice.group} | ${slice.name} | ${slice.found} of ${slice.shown} | ${recallPercent(slice).toFixed(1)} % | ${
    Number.isNaN(slice.errorPercent) ? '–' : `${slice.errorPercent.toFixed(1)} %`
  } |`

/** docs/fairness.md, whole. */
export function fairnessDocument(slices: readonly Slice[], engine: string): string {
  const known = slices.filter(({ name }) => KNOWN_SHORTFALLS.includes(name))
  return `# Fairness sheet: for whom faces are found, and how well

Made by \`npm run fairness\` (engine ${engine}). Do not edit by hand. A test measures some slices again and fails when this page is stale.

## What was measured

${slices.find(({ name }) => name === 'all')?.shown} faces in 16 pictures:

- 21 in the six sample photos of the face-api package: group photos of young women, not part of this project; only the annotation is.
- 29 in four parts of one photograph, the Solvay conference of 1927: black and white, grainy, faces of about 45 pixels.
- 6 in portraits of public figures: two women (one of them in resources/demo), and two men in four pictures.

Sources and licences: test/support/fixtures/faces/people/LICENCES.md. 17 faces were annotated by hand with the 41 points, on enlarged crops.
The points of the others come from the pipeline itself; each was looked at, and they count for recall only. A face counts as found when
the mean distance of its points is below 20 % of the distance between the outer eye corners. The error is the mean over the
hand-annotated faces that were found. A third woman of photo 2, in full profile, is not counted: her far eye cannot be seen.

**Light, lean, size and what is marked as drawn are simulated** from the same pictures: every value multiplied; the noise of a small
sensor in a dark room added; the picture turned until the face leans by so much; the picture scaled so that its faces measure this much
from brow to chin on average; glasses, sunglasses and a flat mask drawn over every face. The points under them count too.

**People**: as photographed everybody is found, which would tell nothing. Each person is therefore shown five ways: as photographed, an eighth as
bright, leaning by 30° both ways, and 28 pixels small. A row tells how many of these were found.

| group | slice | found | recall | error of 41 points |
| --- | --- | --- | --- | --- |
${slices.map(rowOf).join('\n')}

Mean recall of the slices, without those known to be weak: ${meanRecallPercent(slices).toFixed(1)} %.

## How people were sorted

- Women and men: from what is known of the person in public; in the sample photos by looking.
- Age: from the years of birth and of the photograph, for those of whom both are known. Where the birthday would decide, the person is in no group.
- Glasses, beards: by looking. Where the picture is too coarse to tell, the person is in no group. Only men are in the groups of beards.
- Skin: by computation, never by anybody's descent: the Individual Typology Angle of the cheeks (Chardon et al. 1991), light above 41°, dark
  below 10°. It is defined for skin under a lamp of a laboratory. In a photograph light, shadow, make-up and camera change it: one fair man against
  the light counts as dark here. So the slices say how skin **looks in the picture**, which is what the nets get to see, not what it is. Pictures
  without colour, and one face in blue light, have no angle. Lightest and darkest are the two ends of each picture in which people look so different
  that they are in different slices.

## The rule

The build fails when a slice lies more than ${LARGEST_SHORTFALL} percentage points of recall below the mean. These lie below it, are known, and are to be mended; they do
not count in the mean. The build fails too when one of them is no longer below, until it is taken off this list.

${known.map((slice) => `- ${slice.group}, ${slice.name}: ${recallPercent(slice).toFixed(1)} %`).join('\n')}

Under a mask nose and mouth can only be guessed. Those whose eyes the net does not read alike in the mirror are left out rather than guessed too.

## Missing

For these there were no pictures that may be passed on, or too few, so nothing is claimed about them:

${MISSING.map((name) => `- ${name}`).join('\n')}

Few people are in each slice, and few pictures: a difference of two or three percent between slices is no finding.
`
}
