import { app } from 'electron'

/** Chromium's process that reads cameras, as app.getAppMetrics names it. */
const CAMERA_SERVICE = 'video_capture.mojom.VideoCaptureService'

/** Processes of Chromium's own that pictures of a camera pass through, besides the page's. */
const pictureProcesses = (): readonly number[] =>
  app
    .getAppMetrics()
    .filter(({ type, serviceName }) => type === 'Utility' && serviceName === CAMERA_SERVICE)
    .map(({ pid }) => pid)

/** Ends them: what they held is the system's again, and zeroed before anybody else gets it. */
export function endPictureProcesses(): void {
  for (const pid of pictureProcesses()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
