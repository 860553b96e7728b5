import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IMPORT_BATCH_LIMIT } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Result } from '../../domain/result'
import { errorSentence } from '../i18n/errorSentence'
import { isTyping } from './shortcuts'
import { useStudio } from './studio'

async function readFiles(list: FileList): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  const files = [...list].slice(0, IMPORT_BATCH_LIMIT)
  return Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}

/** Opens pictures by the dialog and shows them; says aloud when that fails. */
export function useOpenByDialog(): () => void {
  const { photos } = useStudio()
  const settle = useSettle()
  return useCallback(() => void photos.openByDialog().then(settle), [photos, settle])
}

function useSettle() {
  const { navigation, messages, photos } = useStudio()
  const { t } = useTranslation()
  return useCallback(
    (result: Result<number, WireError>) => {
      if (!result.ok) {
        if (result.error.code !== 'cancelled') {
          messages.toast({ tone: 'danger', text: errorSentence(t, result.error) })
        }
        return
      }
      if (result.value > 0 || photos.store.getState().refused.length > 0) navigation.show('photos')
    },
    [navigation, messages, photos, t],
  )
}

/** Dropping and pasting pictures anywhere in the window. `dropping` is true while files hang over it. */
export function useOpenPictures(): { readonly dropping: boolean } {
  const { photos, messages } = useStudio()
  const { t } = useTranslation()
  const settle = useSettle()
  const [dropping, setDropping] = useState(false)

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDropping(true)
    }
    const leave = (event: DragEvent) => {
      // Leaving the window, not one of its elements.
      if (event.relatedTarget === null) setDropping(false)
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setDropping(false)
      const list = event.dataTransfer?.files
      if (list && list.length > 0)
        void readFiles(list)
          .then((files) => photos.openFiles(files))
          .then(settle)
    }
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return
      event.preventDefault()
      const list = event.clipboardData?.files
      const opened =
        list && list.length > 0 ? readFiles(list).then((files) => photos.openFiles(files)) : photos.paste()
      void opened.then((result) => {
        if (result.ok && result.value === 0 && photos.store.getState().refused.length === 0) {
          messages.toast({ tone: 'idle', text: t('photos.nothingPasted') })
        } else settle(result)
      })
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [photos, messages, settle, t])

  return { dropping }
}
