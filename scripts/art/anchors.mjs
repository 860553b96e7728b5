import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
export const anchors = {
  eyes: { x: 0, y: 0 }, leftEye: { x: 0.5, y: 0 }, rightEye: { x: -0.5, y: 0 }, noseBridge: { x: 0, y: 0.1 }, noseTip: { x: 0, y: 0.72 },
  mouth: { x: 0, y: 1.12 }, forehead: { x: 0, y: -0.75 }, crown: { x: 0, y: -1.65 }, chin: { x: 0, y: 1.85 },
  leftCheek: { x: 0.72, y: 0.68 }, rightCheek: { x: -0.72, y: 0.68 }, leftEar: { x: 1.2, y: 0.25 }, rightEar: { x: -1.2, y: 0.25 },
}
