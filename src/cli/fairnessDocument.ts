import { mean } from './statistics'

export interface Slice {
  readonly group: string
  readonly name: string
  readonly annotated: number
  readonly found: number
  /** Mean error in % of the hand-annotated faces that were found. */
  readonly errorPercent: number
}

/** What a fairness sheet has to tell and this project has no pictures for that may be passed on. */
const MISSING = [
  'glasses',
  'dark skin',
  'light against dark skin in the same light',
  'men',
  'age groups: children, and people over sixty',
  'masks and other things over the face',
  'real darkness (a camera adds noise that darkening a picture does not)',
] as const

const rowOf = ({ group, name, annotated, found, errorPercent }: Slice) =>
  `| ${group} | ${name} | ${found} of ${annotated} | ${((100 * found) / annotated).toFixed(1)} % | ${errorPercent.toFixed(1)} % |`

/** docs/fairness.md, whole. */
export function fairnessDocument(slices: readonly Slice[], engine: string): string {
  const recall = mean(slices.map(({ found, annotated }) => (100 * found) / annotated))
  return `# Fairness sheet: for whom faces are found, and how well

Made by \`npm run fairness\` (engine ${engine}); a test measures some slices again and fails when this page is stale, or when a slice in which
more than one face is missed lies more than 5 percentage points of recall below the mean of all slices. Do not edit by hand.

## What was measured

22 faces in 7 pictures: the six sample photos of the face-api package (group photos of young women, not part of this
project; only the annotation is) and the public-domain portrait in resources/demo. 12 faces were annotated by hand with the
41 points, on enlarged crops; the points of the other 10 come from the pipeline itself and count for recall only. A face counts as
found when the mean distance of its points is below 20 % of the distance between the outer eye corners. The error is the mean over
the hand-annotated faces that were found. A third woman of photo 2, in full profile, is not counted: her far eye cannot be seen.

Light, tilt and size are **simulated** from the same pictures: every value multiplied, the picture turned, the picture scaled so that its
faces measure this much from brow to chin on average. People in the photos lean by themselves; who leans by more than 50° in all is left out.

| group | slice | found | recall | error of 41 points |
| --- | --- | --- | --- | --- |
${slices.map(rowOf).join('\n')}

Mean recall of the slices: ${recall.toFixed(1)} %.

## Missing

No openly licensed, annotated pictures were at hand for these slices, so nothing is claimed about them:

${MISSING.map((name) => `- ${name}`).join('\n')}

Until they are measured, treat the figures above as what they are: one kind of people, young women with light to medium skin.
`
}
