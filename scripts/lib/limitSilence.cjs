// Loaded before Electron's installer: gives up when the server has not begun to answer in time, because behind a
// locked-down firewall a connection can hang for minutes. A download that has begun may take as long as it needs.
const silenceMs = Number(process.env.KAZARI_SILENCE_MS)
const fetchAtLeisure = globalThis.fetch

globalThis.fetch = async (url, options = {}) => {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error('KAZARI_SILENCE: no answer in time')), silenceMs)
  try {
    return await fetchAtLeisure(url, { ...options, signal: controller.signal })
  } finally {
    clearTimeout(timer)
  }
}
