// Loaded before an upstream installer: gives up when a server has not begun to answer in time, because behind a
// locked-down firewall a connection can hang for minutes. A download that has begun may take as long as it needs.
const https = require('node:https')

const silenceMs = Number(process.env.KAZARI_SILENCE_MS)
const silence = () => new Error('KAZARI_SILENCE: no answer in time')

const fetchAtLeisure = globalThis.fetch
globalThis.fetch = async (url, options = {}) => {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(silence()), silenceMs)
  try {
    return await fetchAtLeisure(url, { ...options, signal: controller.signal })
  } finally {
    clearTimeout(timer)
  }
}

for (const name of ['get', 'request']) {
  const askAtLeisure = https[name]
  https[name] = (...given) => {
    const request = askAtLeisure.apply(https, given)
    const timer = setTimeout(() => request.destroy(silence()), silenceMs)
    request.on('response', () => clearTimeout(timer))
    request.on('close', () => clearTimeout(timer))
    return request
  }
}
