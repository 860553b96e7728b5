import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Range } from '../../ui/Range'
import { Segments } from '../../ui/Segments'
import { Card } from '../../ui/Card'
import { Row } from './Row'
import { useChange } from './useChange'

export function ExportSection() {
  const { settings } = useStudio()
  const { t } = useTranslation()
  const format = useStore(settings.store, (choice) => choice.exportFormat)
  const kept = useStore(settings.store, (choice) => choice.jpegQuality)
  const [quality, setQuality] = useState(kept)
  const change = useChange()
  const percent = Math.round(quality * 100)
  return (
    <Card>
      <Row name={t('settings.format')} hint={t('settings.formatHint')}>
        <Segments
          label={t('settings.format')}
          value={format}
          options={[
            { value: 'png', text: t('export.png') },
            { value: 'jpeg', text: t('export.jpeg') },
          ]}
          onChange={(exportFormat) => change({ exportFormat })}
        />
      </Row>
      <Row name={t('settings.quality')} hint={t('export.jpegHint')} stack>
        <Range
          label={t('export.quality')}
          value={percent}
          min={50}
          max={100}
          step={1}
          text={t('inspector.percent', { percent })}
          onChange={(next) => setQuality(next / 100)}
          onCommit={(next) => change({ jpegQuality: next / 100 })}
        />
      </Row>
    </Card>
  )
}
