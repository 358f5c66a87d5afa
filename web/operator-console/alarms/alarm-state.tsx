import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { When } from '../../shared/app/when.tsx'
import type { Alarm } from '../models.ts'

const STATES: Record<Alarm['state'], { label: string; type: StatusIndicatorProps.Type }> = {
  ALARM: { label: 'Firing', type: 'error' },
  INSUFFICIENT_DATA: { label: 'No data', type: 'pending' },
  OK: { label: 'OK', type: 'success' },
}

/** An alarm's state, and who has taken it on. */
export function AlarmState({ alarm: { state, acknowledged } }: { alarm: Alarm }) {
  const { label, type } = STATES[state]
  return (
    <>
      <StatusIndicator type={acknowledged && state === 'ALARM' ? 'in-progress' : type}>{label}</StatusIndicator>
      {acknowledged && (
        <Box color="text-body-secondary">
          {acknowledged.by}, <When at={acknowledged.at} />
          {acknowledged.note !== '' && <div>“{acknowledged.note}”</div>}
        </Box>
      )}
    </>
  )
}
