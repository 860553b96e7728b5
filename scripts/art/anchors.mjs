import { join } from 'node:path'
import { runnerImport } from 'vite'

const face = join(import.meta.dirname, '../../src/domain/face')

/** Imports a TypeScript module of the domain, where the only truth about a face is. */
const domain = async (name) =>
  (await runnerImport(join(face, name), { configFile: false, logLevel: 'error' })).module

/** Every anchor of the average upright frontal face, in eye distances from midway between the eye centres. */
export async function frontalAnchors() {
  const [{ ANCHORS }, { anchorSeat }, { canonicalLandmarks }] = await Promise.all(
    ['anchors.ts', 'anchorSeat.ts', 'meanFace.ts'].map(domain),
  )
  const eyesCentre = { x: 0, y: 0 }
  const landmarks = canonicalLandmarks(eyesCentre, 1)
  const pose = { eyesCentre, rollRad: 0, yawRad: 0, pitchRad: 0, eyeDistance: 1, confidence: 1 }
  return Object.fromEntries(ANCHORS.map((anchor) => [anchor, anchorSeat(landmarks, pose, anchor)]))
}
