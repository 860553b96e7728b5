import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue, noticeWords } from './catalogue.mjs'

/** Faces are looked for with models still cold, under strace: seconds here are upper bounds, nothing waits for them. */
const SLOW_MS = 90_000

const say = catalogue()
const notice = noticeWords()
const named = (role, name, more = {}) => ({ role, name, ...more })
const button = (name, more) => named('button', name, more)
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const starts = (role, name, more = {}) => named(role, `^${escaped(name)}`, { match: 'pattern', ...more })
/** The chip that counts faces: `WASM · 1 face · 24 fps`. */
const oneFace = button(`· ?${escaped(say('status.faces_one', { count: 1 }))} ?·`, { match: 'pattern' })

/**
 * The scripted session, as steps { name, run } on `app.ask`. `files`: { photo, chosen } with the photo to import and the folder
 * where this person saves. What they save goes there and nowhere else.
 */
export function createSession(app, { photo, chosen, cameraSeconds }) {
  const press = (target, withinMs) => app.ask({ do: 'press', target, ...(withinMs ? { withinMs } : {}) })
  const waitFor = (target, withinMs = SLOW_MS) => app.ask({ do: 'wait-for', target, withinMs })
  const waitText = (text, withinMs = SLOW_MS) => app.ask({ do: 'wait-text', text, withinMs })
  const saveTo = (name) => app.ask({ do: 'choose-place', path: join(chosen, name) })
  const fill = (name, text) => app.ask({ do: 'fill', target: named('textbox', name), text })
  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  /** The file is what counts; the sentence on the screen goes away by itself. */
  const appears = async (name) => {
    const path = join(chosen, name)
    for (const until = Date.now() + SLOW_MS; Date.now() < until; await pause(0.1))
      if (existsSync(path) && statSync(path).size > 0) return
    throw new Error(`${name} was not saved within ${SLOW_MS} ms`)
  }

  const steps = {
    'agree to the notice': async () => press(button(notice.give)),
    'wait for a face in the camera': async () => waitFor(oneFace),
    'wear glasses live': async () => press(starts('option', 'Round glasses')),
    [`leave the camera on for ${cameraSeconds} s`]: async () => pause(cameraSeconds),
    'take a picture and save it': async () => {
      await press(named('radio', say('live.timerOff')))
      await press(starts('button', say('live.shutter')))
      await waitFor(named('dialog', say('review.title')))
      await saveTo('camera.png')
      await press(button(say('review.save')), SLOW_MS)
      await appears('camera.png')
      await press(button(say('review.retake')))
    },
    'import a photo and decorate it': async () => {
      await press(button(say('screen.photos')))
      await app.ask({ do: 'choose-files', paths: [photo] })
      await press(button(say('photos.open')))
      await waitFor(starts('option', 'Round glasses'))
      await waitFor(named('button', say('photos.people_one', { count: 1 }), { match: 'pattern' }))
      await press(starts('option', 'Round glasses'))
      await waitFor(button(say('layers.more', { name: 'Round glasses' }), { match: 'pattern' }))
    },
    'undo and redo': async () => {
      await press(button(say('editor.undo')))
      await waitText(say('layers.none'))
      await press(button(say('editor.redo')))
    },
    'export it as PNG and as JPEG': async () => {
      for (const [format, name] of [
        ['png', 'photo.png'],
        ['jpeg', 'photo.jpg'],
      ]) {
        await saveTo(name)
        await press(button(say('editor.export')))
        await press(starts('radio', say(`export.${format}`)))
        await press(button(say('export.save')))
        await app.ask({ do: 'wait-gone', target: named('dialog', say('export.title')), withinMs: SLOW_MS })
        await appears(name)
      }
    },
    'write a request, keep its draft, seal it, save letter and file': async () => {
      await press(button(say('screen.settings')))
      await press(button(say('settings.privacy')))
      await press(named('tab', say('privacyTab.requests')))
      await press(button(say('requestList.write')))
      await press(starts('button', say('requestKind.name.consultation')))
      await press(named('checkbox', say('requestGround.about-handling')))
      await fill(say('requestForm.content.description'), 'How is my picture handled at the booth?')
      await press(named('radio', say('requestForm.content.electronic'), { match: 'pattern' }))
      await pause(2)
      await press(button(say('requestForm.next')))
      await fill(say('requestForm.about.name'), 'Hanako Yamada')
      await fill(say('requestForm.about.address'), '1-6-13 Ohashi, Meguro-ku, Tokyo')
      await press(button(say('requestForm.next')))
      await press(button(say('requestForm.check.seal')), SLOW_MS)
      await waitText(say('requestForm.done.heading'))
      await saveTo('letter.pdf')
      await press(button(say('requestSend.save')))
      await appears('letter.pdf')
      await saveTo('request.json')
      await press(button(say('requestSend.file')))
      await appears('request.json')
    },
    'keep the records with a passphrase': async () => {
      await press(button(say('requestForm.done.toList')))
      await press(named('tab', say('privacyTab.consents')))
      await fill(say('privacy.passphrase'), 'a passphrase of the proof')
      await press(button(say('privacy.protect')))
      await waitText(say('privacy.storage.passphrase'))
    },
    'save the receipt and take the consent back': async () => {
      const purpose = say('consents.purpose.face-decoration')
      await press(button(purpose))
      await saveTo('receipt.json')
      await press(button(say('consents.saveJson')))
      await appears('receipt.json')
      await press(button(say('consents.actOn', { act: say('consents.act.withdraw'), purpose })))
      await waitText(say('consents.event.withdrawn'))
    },
  }

  const untilFace = ['agree to the notice', 'wait for a face in the camera']
  return {
    steps,
    untilFace,
    everything: Object.keys(steps),
    waitForFace: () => waitFor(oneFace),
    /** Names that are saved in the chosen folder by the whole session. */
    saved: ['camera.png', 'photo.png', 'photo.jpg', 'letter.pdf', 'request.json', 'receipt.json'],
  }
}
