import { createContext, useContext } from 'react'
import type { AppInfo, ConsentView } from '../../contracts/api'
import type { Erasure } from '../../contracts/calls/myData'
import type { Settings } from '../../contracts/settings'
import type { VisionStatus } from '../../contracts/vision'
import { itemId, type ItemId } from '../../domain/ids'
import { createCameraSource, type CameraSource } from '../camera/cameraSource'
import { createLivePipeline, type LivePipeline } from '../pipeline/livePipeline'
import { createStillFinder, type StillFinder } from '../pipeline/stillFinder'
import { starterPack } from '../stage/pack'
import type { Bridge } from './bridgeType'
import { browserDecoder } from './browserDecoder'
import { createConsentStore, type ConsentStore } from './consentStore'
import { createErasureStore, type ErasureStore } from './erasureStore'
import { createLiveSession, type LiveSession } from './liveSession'
import { createMessages, type Messages } from './messages'
import { createNavigation, type Navigation } from './navigation'
import { createOwnRequests, type OwnRequests } from './ownRequests'
import { createPhotoLibrary, type PhotoLibrary } from './photoLibrary'
import { createSettingsStore, type SettingsStore } from './settingsStore'
import { createVisionStore, type VisionStore } from './visionStore'
import { createWardrobe, type Wardrobe } from './wardrobe'

/** Everything the screens share. Made once at the composition root. */
export interface Studio {
  readonly bridge: Bridge
  readonly info: AppInfo
  readonly settings: SettingsStore
  readonly consent: ConsentStore
  readonly erasure: ErasureStore
  readonly vision: VisionStore
  readonly navigation: Navigation
  readonly messages: Messages
  readonly camera: CameraSource
  readonly pipeline: LivePipeline
  /** Looks at one picture with care: for photos, and for a picture just taken. */
  readonly finder: StillFinder
  readonly live: LiveSession
  readonly wardrobe: Wardrobe
  readonly photos: PhotoLibrary
  /** What the person has asked of the Customer Desk. */
  readonly ownRequests: OwnRequests
  readonly newItemId: () => ItemId
}

/** What main answered before the first paint. */
export interface StudioStart {
  readonly info: AppInfo
  readonly settings: Settings
  readonly consent: ConsentView
  readonly vision: VisionStatus
  /** The proof of an erasing that was not seen yet. */
  readonly erasure: Erasure | null
}

/** Wires the stores, the camera and the pipeline together. */
export function createStudio(bridge: Bridge, start: StudioStart): Studio {
  const newItemId = () => itemId(crypto.randomUUID())
  const settings = createSettingsStore(bridge, start.settings)
  const consent = createConsentStore(bridge, start.consent)
  const vision = createVisionStore(bridge, start.vision)
  const navigation = createNavigation()
  const camera = createCameraSource()
  const pipeline = createLivePipeline()
  const live = createLiveSession({
    bridge,
    camera,
    pipeline,
    consent,
    navigation,
    settings,
    startWithDemo: start.info.demoCamera,
  })
  const finder = createStillFinder()
  const photos = createPhotoLibrary({
    bridge,
    decoder: browserDecoder,
    finder,
    newId: () => crypto.randomUUID(),
    mayFind: () => consent.store.getState().view.allowed,
  })
  consent.store.subscribe(({ view }, before) => {
    if (view.allowed === before.view.allowed) return
    if (view.allowed) photos.findAgain()
    else photos.forgetFaces()
  })
  return {
    bridge,
    info: start.info,
    settings,
    consent,
    erasure: createErasureStore(bridge, start.erasure),
    vision,
    navigation,
    messages: createMessages(),
    camera,
    pipeline,
    finder,
    live,
    wardrobe: createWardrobe(starterPack, newItemId),
    photos,
    ownRequests: createOwnRequests(bridge, consent),
    newItemId,
  }
}

const StudioContext = createContext<Studio | null>(null)
export const StudioProvider = StudioContext.Provider

/** The studio of the page. Used outside its provider it is a bug. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext)
  if (!studio) throw new Error('no studio around this component')
  return studio
}
