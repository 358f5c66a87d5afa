import Box from '@cloudscape-design/components/box'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import { countText } from './amounts.ts'
import { When } from './when.tsx'

export interface QuotaBarProps {
  /** Null while it cannot be told. */
  use: { used: number; quota: number; resetsAt: string } | null
}

/** How much of the month's requests is used, and how much is left. */
export function QuotaBar({ use }: QuotaBarProps) {
  if (!use) {
    return <Box color="text-body-secondary">The count cannot be shown at the moment. Look again in a minute.</Box>
  }
  const { used, quota, resetsAt } = use
  const left = Math.max(0, quota - used)
  return (
    <ProgressBar
      label={`${countText(left)} left`}
      description={`${countText(used)} of ${countText(quota)} are used.`}
      additionalInfo={
        <>
          The count begins anew <When at={resetsAt} />. It may be some minutes behind.
        </>
      }
      value={Math.min(100, (used / quota) * 100)}
      {...(left === 0 && {
        status: 'error',
        resultText: 'All requests of this month are used. Further ones are refused until the count begins anew.',
      })}
    />
  )
}
