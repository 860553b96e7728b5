import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useLocalised } from '../../i18n/useLanguage'
import { LiveStage, type LiveStageHandle } from '../../stage/LiveStage'
import { starterPack } from '../../stage/pack'
import { isTyping, liveAction, ownsKeys } from '../../state/shortcuts'
import { useStudio } from '../../state/studio'
import { isWorn } from '../../state/wardrobe'
import { classNames } from '../../ui/classNames'
import { TopBar } from '../../ui/TopBar'
import { Tray, type TrayHandle } from '../../ui/tray/Tray'
import { CapturePanel } from './CapturePanel'
import { Countdown, Flash } from './Countdown'
import { HintChip } from './HintChip'
import styles from './LiveScreen.module.css'
import { ReadingChip } from './ReadingChip'
import { ReviewPanel, ReviewPicture, useReview } from './Review'
import { StageNotice } from './StageNotice'
import { useCapture } from './useCapture'
import { useCountdown } from './useCountdown'
import { VisionBanner } from './VisionBanner'

const FLASH_MS = 450

/** The camera, what everybody in it wears, and the shutter. */
export function LiveScreen({ chips }: { readonly chips: ReactNode }) {
  const { camera, pipeline, live, settings, wardrobe, messages, photos, navigation } = useStudio()
  const { t } = useTranslation()
  const localised = useLocalised()
  const stream = useStore(camera.store, (state) => state.stream)
  const isLive = useStore(camera.store, (state) => state.status === 'live')
  const mirrored = useStore(settings.store, (choice) => choice.mirrorPreview)
  const guides = useStore(settings.store, (choice) => choice.guides)
  const timerS = useStore(settings.store, (choice) => choice.timerS)
  const outfit = useStore(wardrobe.store)
  const stage = useRef<LiveStageHandle>(null)
  const tray = useRef<TrayHandle>(null)
  const [flashing, setFlashing] = useState(false)
  const { shot, taking, take } = useCapture(stage)
  const [reviewing, setReviewing] = useState(false)
  const review = useReview(shot)

  useEffect(() => {
    live.setReviewing(reviewing)
    return () => live.setReviewing(false)
  }, [live, reviewing])

  const shoot = async () => {
    setFlashing(true)
    window.setTimeout(() => setFlashing(false), FLASH_MS)
    if (await take()) setReviewing(true)
  }
  const countdown = useCountdown(
    () => void shoot(),
    (left) => messages.announce(String(left)),
  )
  const counting = countdown.left !== null
  const ready = isLive && !reviewing && !taking
  const shutter = () => {
    if (!ready || counting) return
    if (timerS === 0) void shoot()
    else countdown.start(timerS)
  }
  // A camera that goes away in the middle of a countdown takes the countdown with it.
  const { cancel } = countdown
  useEffect(() => {
    if (!isLive) cancel()
  }, [isLive, cancel])

  const nameOf = (id: string) => {
    const named = starterPack.look(id) ?? starterPack.decoration(id)
    return named ? localised(named.name) : id
  }
  const apply = (id: string) => {
    const change = wardrobe.wear(id)
    messages.announce(
      change === 'worn' ? t('tray.worn', { name: nameOf(id) }) : t('tray.takenOff', { name: nameOf(id) }),
    )
  }
  const clear = () => {
    wardrobe.clear()
    messages.announce(t('tray.cleared'))
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
    const action = liveAction(event)
    if (reviewing) {
      if (action?.kind === 'cancel') setReviewing(false)
      return
    }
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
    if (!action) return
    if (action.kind === 'shutter') {
      if (ownsKeys(event.target)) return
      event.preventDefault()
      shutter()
      return
    }
    if (action.kind === 'cancel') {
      cancel()
      return
    }
    event.preventDefault()
    if (action.kind === 'search') tray.current?.focusSearch()
    else tray.current?.quickLook(action.index)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const edit = () => {
    if (!shot) return
    const number = photos.store.getState().photos.length + 1
    photos.addCapture(t('photos.capture', { number }), shot.bitmap, shot.persons, shot.scene)
    navigation.show('photos')
  }
  const showsReview = reviewing && shot !== null

  return (
    <>
      <TopBar title={t('screen.live')}>{chips}</TopBar>
      <main className={styles.live}>
        <div className={styles.stageArea}>
          <div className={classNames(styles.stage, !isLive && !showsReview && styles.empty)}>
            {isLive ? (
              <div className={styles.picture}>
                <LiveStage
                  ref={stage}
                  stream={stream}
                  pipeline={pipeline}
                  scene={outfit.scene}
                  mirrored={mirrored}
                  guides={guides}
                  label={t('live.stage')}
                />
              </div>
            ) : (
              <StageNotice />
            )}
            <div className={styles.said}>
              <ReadingChip />
              {!counting && !showsReview && <HintChip />}
            </div>
            {isLive && !counting && (
              <div className={styles.banner}>
                <VisionBanner />
              </div>
            )}
            {countdown.left !== null && <Countdown left={countdown.left} />}
            {showsReview && <ReviewPicture shot={shot} review={review} />}
            {flashing && <Flash />}
          </div>
        </div>
        <div className={styles.side}>
          {showsReview ? (
            <ReviewPanel shot={shot} review={review} onRetake={() => setReviewing(false)} onEdit={edit} />
          ) : (
            <CapturePanel
              ready={ready}
              counting={counting}
              lastUrl={shot?.previewUrl ?? null}
              onShutter={shutter}
              onCancel={cancel}
              onShowLast={() => setReviewing(true)}
            />
          )}
        </div>
        {!showsReview && (
          <div className={styles.tray}>
            <Tray
              ref={tray}
              shape="row"
              isWorn={(id) => isWorn(outfit, starterPack, id)}
              nothingWorn={outfit.scene.items.length === 0}
              onApply={apply}
              onClear={clear}
            />
          </div>
        )}
      </main>
    </>
  )
}
