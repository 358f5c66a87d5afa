import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { RequestView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'

/** Why a request is in a list, in words. */
export const WHYS: Record<RequestView['why'], { label: string; type: StatusIndicatorProps.Type }> = {
  failed: { label: 'Failed', type: 'error' },
  throttled: { label: 'Throttled', type: 'warning' },
  slow: { label: 'Slow', type: 'pending' },
}

/** What was wrong with a request, and what it was answered. */
export function Outcome({ request: { why, status } }: { request: RequestView }) {
  return (
    <StatusIndicator type={WHYS[why].type}>
      {WHYS[why].label}, {status}
    </StatusIndicator>
  )
}

/** Tells rows apart: several consumers work on the same message, and each may try it again. */
export const requestKey = ({ requestId, service, operation, time }: RequestView): string =>
  [requestId, service, operation, time].join(' ')
