import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { AuditEntry } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { When } from '../app/when.tsx'
import { differences } from './audit-texts.ts'

/** What was done and when, and whether it was. */
export function ActionCell({
  entry: { action, at, outcome },
}: {
  entry: Pick<AuditEntry, 'action' | 'at' | 'outcome'>
}) {
  return (
    <>
      {action}
      <Box color="text-body-secondary" fontWeight="normal">
        <When at={at} />
      </Box>
      {outcome === 'failed' && (
        <div>
          <StatusIndicator type="error">Failed</StatusIndicator>
        </div>
      )}
      {outcome === 'unknown' && (
        <div>
          <StatusIndicator type="warning">Outcome unknown</StatusIndicator>
        </div>
      )}
    </>
  )
}

/** What is not as it was, and why. */
export function DifferenceCell({ entry }: { entry: Pick<AuditEntry, 'before' | 'after' | 'reason'> }) {
  const changed = differences(entry)
  return (
    <>
      {changed.map(({ member, from, to }) => (
        <div key={member}>
          <Box variant="span" color="text-body-secondary">
            {member}:
          </Box>{' '}
          {from !== '' && to !== '' ? `${from} → ${to}` : to || `was ${from}`}
        </div>
      ))}
      {entry.reason !== null && <div>“{entry.reason}”</div>}
      {changed.length === 0 && entry.reason === null && '—'}
    </>
  )
}
