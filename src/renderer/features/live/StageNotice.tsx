import { CirclePlay, Hand, ImagePlus, MousePointer2, RefreshCw, Unplug, Video, VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import emptyFace from '../../../../resources/illustrations/empty-face.svg?url'
import { useOpenByDialog } from '../../state/openPictures'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { KeyCap } from '../../ui/KeyCap'
import { Spinner } from '../../ui/Spinner'

/** What stands on the stage while there is no camera picture: what happened, what is safe, what to do next. */
export function StageNotice() {
  const { camera, consent, live } = useStudio()
  const { t } = useTranslation()
  const status = useStore(camera.store, (state) => state.status)
  const view = useStore(consent.store, (mirror) => mirror.view)
  const noticeOpen = useStore(consent.store, (mirror) => mirror.noticeOpen)
  const stopped = useStore(live.store, (state) => state.stopped)
  const open = useOpenByDialog()

  const openPhoto = (primary: boolean) => (
    <Button
      look={primary ? 'primary' : 'standard'}
      size="large"
      icon={<Icon of={ImagePlus} />}
      onClick={open}
    >
      {t('camera.openPhoto')}
    </Button>
  )
  const demo = (
    <Button size="large" icon={<Icon of={CirclePlay} />} onClick={() => live.useDemoCamera()}>
      {t('camera.demo')}
    </Button>
  )
  const again = (
    <Button size="large" icon={<Icon of={RefreshCw} />} onClick={() => live.lookAgain()}>
      {t('live.lookAgain')}
    </Button>
  )
  const dropHint = (
    <>
      <Icon of={MousePointer2} size={14} />
      {t('camera.dropHint')}
      <KeyCap>{t('keys.ctrl')}</KeyCap>
      <KeyCap>V</KeyCap>
    </>
  )

  // Nothing lies behind the question itself.
  if (noticeOpen) return null
  if (!view.allowed) {
    return (
      <EmptyState
        picture={{ icon: <Icon of={Hand} size={22} /> }}
        title={t('refused.title')}
        text={view.state === 'withdrawn' ? t('refused.withdrawnText') : t('refused.text')}
        ways={
          <>
            {openPhoto(true)}
            <Button size="large" onClick={() => consent.openNotice()}>
              {t('refused.answerAgain')}
            </Button>
          </>
        }
        hint={dropHint}
      />
    )
  }
  if (stopped || status === 'off') {
    return (
      <EmptyState
        picture={{ icon: <Icon of={VideoOff} size={22} /> }}
        title={t('camera.off')}
        text={t('camera.offText')}
        ways={
          <>
            <Button look="primary" size="large" icon={<Icon of={Video} />} onClick={() => live.resume()}>
              {t('camera.start')}
            </Button>
            {openPhoto(false)}
          </>
        }
      />
    )
  }
  switch (status) {
    case 'starting':
      return (
        <EmptyState
          picture={{ icon: <Spinner /> }}
          title={t('camera.starting')}
          text={t('camera.startingText')}
        />
      )
    case 'none':
      return (
        <EmptyState
          picture={emptyFace}
          title={t('camera.none')}
          text={t('camera.noneText')}
          ways={
            <>
              {openPhoto(true)}
              {demo}
            </>
          }
          hint={dropHint}
        />
      )
    case 'lost':
      return (
        <EmptyState
          picture={{ icon: <Icon of={Unplug} size={22} /> }}
          title={t('camera.lost')}
          text={t('camera.lostText')}
          ways={
            <>
              {again}
              {openPhoto(false)}
            </>
          }
        />
      )
    case 'busy':
    case 'denied':
      return (
        <EmptyState
          picture={{ icon: <Icon of={VideoOff} size={22} /> }}
          title={t(`camera.${status}`)}
          text={status === 'busy' ? t('camera.busyText') : t('camera.deniedText')}
          ways={
            <>
              {again}
              {openPhoto(false)}
              {demo}
            </>
          }
        />
      )
    case 'live':
      return null
  }
}
