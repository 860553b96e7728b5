import { inProject, readJson } from '../lib/project.mjs'

const AREAS = ['', '/privacy', '/request', '/desk', '/registers']

/** Texts of the app's own catalogues by path: `words('live.shutter')`. A text that is gone stops the proof by its name. */
export function catalogue(language = 'en') {
  const files = AREAS.map((area) => readJson(inProject(`src/renderer/i18n/${language}${area}.json`)))
  const all = Object.assign({}, ...files)
  return (path, values = {}) => {
    const text = path.split('.').reduce((node, key) => node?.[key], all)
    if (typeof text !== 'string') throw new Error(`no text ${path} in the catalogue (${language})`)
    return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole)
  }
}

/** Words of the consent notice: part of the policy's text. */
export const noticeWords = (language = 'en') =>
  readJson(inProject(`resources/policy/2021-01-01/${language}.json`)).notice
