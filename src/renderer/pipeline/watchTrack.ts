import type { GrabLink } from './grabMessages'

/** W3C MediaStreamTrack Insertable Media Processing; Chromium has it in windows too, TypeScript's library not yet. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>
}
type TrackProcessorMaker = new (init: { track: MediaStreamTrack; maxBufferSize?: number }) => TrackProcessor

function trackProcessorMaker(): TrackProcessorMaker | null {
  const { MediaStreamTrackProcessor: maker } = globalThis as {
    MediaStreamTrackProcessor?: TrackProcessorMaker
  }
  return maker ?? null
}

/**
 * Leads the stream's video frames to the grab worker. The processor is made here, because a track cannot be
 * transferred, and only its stream of frames goes over. Returns the way to stop.
 */
export function watchTrack(stream: MediaStream, link: GrabLink): () => void {
  const track = stream.getVideoTracks()[0]
  if (!track) return () => undefined
  const Processor = trackProcessorMaker()
  if (!Processor) return watchElement(stream, link)
  const { readable } = new Processor({ track, maxBufferSize: 1 })
  link.postMessage({ kind: 'watch', readable, windowTimeOrigin: performance.timeOrigin }, [readable])
  return () => link.postMessage({ kind: 'unwatch' }, [])
}

/** Without a processor: a video element that nobody sees, read at each of its frames. */
function watchElement(stream: MediaStream, link: GrabLink): () => void {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  let stopped = false

  const next = () => video.requestVideoFrameCallback((nowMs) => void grab(nowMs))
  async function grab(capturedAtMs: number) {
    if (stopped) return
    const bitmap = await createImageBitmap(video)
    link.postMessage({ kind: 'picture', bitmap, capturedAtMs }, [bitmap])
    next()
  }

  next()
  void video.play()
  return () => {
    stopped = true
    video.srcObject = null
    link.postMessage({ kind: 'unwatch' }, [])
  }
}
