import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AdmittedPicture, RefusedPicture } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Size } from '../../domain/geometry/points'
import { personId, pictureId, type PictureId } from '../../domain/ids'
import type { Result } from '../../domain/result'
import { startHistory } from '../../domain/scene/history'
import type { Scene } from '../../domain/scene/scene'
import { personsOfStill } from '../../domain/tracking/stillPersons'
import type { Person } from '../../domain/tracking/person'
import type { StillFinder } from '../pipeline/stillFinder'
import type { Bridge } from './bridgeType'
import {
  newDocument,
  withFailure,
  withoutFaces,
  withPersons,
  type PhotoDocument,
  type PhotoSource,
} from './photoDocument'

export interface OpenPhoto {
  readonly id: PictureId
  readonly bitmap: ImageBitmap
}

export interface LibraryState {
  readonly photos: readonly PhotoDocument[]
  readonly current: PictureId | null
  /** The decoded current picture; null while it is being decoded. */
  readonly open: OpenPhoto | null
  readonly refused: readonly RefusedPicture[]
  /** A dialog, a drop or the clipboard is being read. */
  readonly opening: boolean
}

export interface PhotoDecoder {
  /** Upright pixels (EXIF orientation applied); null where the bytes do not hold a whole picture. */
  decode(source: PhotoSource): Promise<ImageBitmap | null>
  /** A small picture of it as a data URL, so that it goes with the document. */
  thumbnail(bitmap: ImageBitmap): Promise<string>
}

export interface PhotoLibrary {
  readonly store: StoreApi<LibraryState>
  /** How many pictures main let in, or its error. */
  openByDialog(): Promise<Result<number, WireError>>
  openFiles(
    files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[],
  ): Promise<Result<number, WireError>>
  paste(): Promise<Result<number, WireError>>
  addCapture(name: string, bitmap: ImageBitmap, persons: readonly Person[], scene: Scene): void
  show(id: PictureId): void
  /** Closes a picture; the answer brings it back as it was. */
  close(id: PictureId): () => void
  dismissRefused(): void
  change(id: PictureId, change: (photo: PhotoDocument) => PhotoDocument): void
  /** Looks for faces in pictures where that was not possible before. */
  findAgain(): void
  /** Consent is gone: drops everything read from faces. */
  forgetFaces(): void
}

interface LibraryParts {
  readonly bridge: Bridge
  readonly decoder: PhotoDecoder
  readonly finder: StillFinder
  readonly newId: () => string
  /** Whether face finding is agreed to at this moment. */
  readonly mayFind: () => boolean
}

/** Pictures opened in this session and the queue that decodes them and looks for faces, one after another. */
export function createPhotoLibrary({ bridge, decoder, finder, newId, mayFind }: LibraryParts): PhotoLibrary {
  const store = createStore<LibraryState>()(() => ({
    photos: [],
    current: null,
    open: null,
    refused: [],
    opening: false,
  }))
  const find = (id: PictureId) => store.getState().photos.find((photo) => photo.id === id)
  const change: PhotoLibrary['change'] = (id, update) =>
    store.setState(({ photos }) => ({
      photos: photos.map((photo) => (photo.id === id ? update(photo) : photo)),
    }))

  let queue: Promise<void> = Promise.resolve()
  const enqueue = (work: () => Promise<void>) => {
    queue = queue.then(work, work)
  }

  /** A bitmap of the capture kind belongs to the document; a decoded one to whoever asked for it. */
  const release = (source: PhotoSource, bitmap: ImageBitmap) => {
    if (source.kind === 'encoded' && store.getState().open?.bitmap !== bitmap) bitmap.close()
  }

  const findFaces = async (id: PictureId, bitmap: ImageBitmap) => {
    if (!mayFind()) return change(id, withoutFaces)
    change(id, (photo) => ({ ...photo, finding: { kind: 'finding' } }))
    const found = await finder.find(bitmap)
    // The answer may come after a withdrawal: nothing of it is kept then.
    if (!mayFind()) return change(id, withoutFaces)
    if (!found.ok) return change(id, (photo) => withFailure(photo, found.error))
    const persons = personsOfStill(found.value, () => personId(newId()))
    change(id, (photo) => withPersons(photo, persons))
  }

  const bitmapOf = async (id: PictureId): Promise<ImageBitmap | null> => {
    const { open } = store.getState()
    if (open?.id === id) return open.bitmap
    const photo = find(id)
    return photo ? decoder.decode(photo.source) : null
  }

  const look = (id: PictureId) =>
    enqueue(async () => {
      const photo = find(id)
      if (!photo) return
      const bitmap = await bitmapOf(id)
      if (!bitmap) return refuse(photo)
      const size: Size = { width: bitmap.width, height: bitmap.height }
      const thumbnail = photo.thumbnail ?? (await decoder.thumbnail(bitmap))
      change(id, (now) => ({ ...now, size, thumbnail }))
      const { current, open } = store.getState()
      if (current === id && open?.id !== id) store.setState({ open: { id, bitmap } })
      await findFaces(id, bitmap)
      release(photo.source, bitmap)
    })

  function refuse(photo: PhotoDocument) {
    store.setState(({ refused }) => ({
      refused: [
        ...refused,
        { name: photo.name, error: { code: 'image-damaged', params: { name: photo.name } } },
      ],
    }))
    remove(photo.id)
  }

  function remove(id: PictureId) {
    const { photos, current, open } = store.getState()
    const index = photos.findIndex((photo) => photo.id === id)
    const photo = photos[index]
    if (!photo) return
    const left = photos.filter((other) => other.id !== id)
    if (open?.id === id && photo.source.kind === 'encoded') open.bitmap.close()
    store.setState({ photos: left, ...(open?.id === id ? { open: null } : {}) })
    if (current === id) {
      const next = left[Math.min(index, left.length - 1)]
      store.setState({ current: null })
      if (next) show(next.id)
    }
  }

  function show(id: PictureId) {
    const { current, open, photos } = store.getState()
    if (current === id) return
    const leaving = photos.find((photo) => photo.id === open?.id)
    if (open && leaving?.source.kind === 'encoded') {
      // The queue may still read it: it is closed behind whatever runs now.
      const { bitmap } = open
      enqueue(() => Promise.resolve(bitmap.close()))
    }
    store.setState({ current: id, open: null })
    enqueue(async () => {
      const photo = find(id)
      if (!photo || store.getState().current !== id || store.getState().open?.id === id) return
      const bitmap = await decoder.decode(photo.source)
      if (!bitmap) return refuse(photo)
      if (store.getState().current !== id) {
        if (photo.source.kind === 'encoded') bitmap.close()
        return
      }
      store.setState({ open: { id, bitmap } })
    })
  }

  const admit = (admitted: readonly AdmittedPicture[], refused: readonly RefusedPicture[]) => {
    const fresh = admitted.map(({ name, bytes, format }) =>
      newDocument(
        pictureId(newId()),
        name,
        { kind: 'encoded', bytes, mime: `image/${format}` },
        mayFind() ? { kind: 'waiting' } : { kind: 'off' },
      ),
    )
    store.setState((state) => ({
      photos: [...state.photos, ...fresh],
      refused: [...state.refused, ...refused],
    }))
    const first = fresh[0]
    if (first) show(first.id)
    for (const photo of fresh) look(photo.id)
  }

  const take = async (
    ask: () => Promise<Result<{ admitted: AdmittedPicture[]; refused: RefusedPicture[] }, WireError>>,
  ): Promise<Result<number, WireError>> => {
    store.setState({ opening: true })
    const reply = await ask()
    store.setState({ opening: false })
    if (!reply.ok) return reply
    admit(reply.value.admitted, reply.value.refused)
    return { ok: true, value: reply.value.admitted.length }
  }

  return {
    store,
    openByDialog: () => take(() => bridge.call('picture:open', {})),
    openFiles: (files) => take(() => bridge.call('picture:admit', { files: [...files] })),
    paste: () => take(() => bridge.call('picture:paste', {})),
    addCapture(name, bitmap, persons, scene) {
      const id = pictureId(newId())
      const photo = withPersons(newDocument(id, name, { kind: 'bitmap', bitmap }, { kind: 'found' }), persons)
      const size = { width: bitmap.width, height: bitmap.height }
      const dressed = { ...photo, size, history: startHistory(scene) }
      store.setState(({ photos }) => ({ photos: [...photos, dressed] }))
      show(id)
      enqueue(async () => {
        const thumbnail = await decoder.thumbnail(bitmap)
        change(id, (now) => ({ ...now, thumbnail }))
      })
    },
    show,
    close(id) {
      const { photos } = store.getState()
      const index = photos.findIndex((photo) => photo.id === id)
      const photo = photos[index]
      if (!photo) return () => undefined
      remove(id)
      return () => {
        if (find(id)) return
        store.setState((state) => ({
          photos: [...state.photos.slice(0, index), photo, ...state.photos.slice(index)],
        }))
        show(id)
      }
    },
    dismissRefused: () => store.setState({ refused: [] }),
    change,
    findAgain() {
      for (const { id, finding } of store.getState().photos) {
        if (finding.kind === 'off' || finding.kind === 'failed') {
          change(id, (photo) => ({ ...photo, finding: { kind: 'waiting' } }))
          look(id)
        }
      }
    },
    forgetFaces: () => store.setState(({ photos }) => ({ photos: photos.map(withoutFaces) })),
  }
}
