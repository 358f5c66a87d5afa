import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { When } from '../../shared/app/when.tsx'
import type { AuditEntry } from '../models.ts'
import * as urls from '../urls.ts'
import { actorText, differences, objectText } from './audit-texts.ts'

/** What was done and when, and whether it was. */
export function ActionCell({ entry: { action, at, outcome } }: { entry: AuditEntry }) {
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

/** Who did it, from where, and as which request; leads to all that they did. */
export function ActorCell({ entry: { actor, sourceIp, requestId } }: { entry: AuditEntry }) {
  const follow = useFollow()
  const isSomebody = actor.kind === 'operator' || actor.kind === 'person'
  return (
    <>
      <Link href={urls.audit({ actor: (isSomebody && actor.id) || actor.kind })} onFollow={follow}>
        {actorText(actor)}
      </Link>
      {sourceIp !== null && <div>from {sourceIp}</div>}
      {requestId !== null && (
        <div>
          request
          <CopyToClipboard
            variant="icon"
            textToCopy={requestId}
            copyButtonAriaLabel="Copy the request's id"
            copySuccessText="Copied"
            copyErrorText="Could not be copied"
          />
        </div>
      )}
    </>
  )
}

/** What it was done to; leads to all that was done to it. */
export function ObjectCell({ entry }: { entry: AuditEntry }) {
  const follow = useFollow()
  const { object } = entry
  return (
    <Link href={urls.audit({ object: `${object.kind}/${object.id}` })} onFollow={follow}>
      {objectText(entry)}
    </Link>
  )
}

/** What is not as it was, and why. */
export function DifferenceCell({ entry }: { entry: AuditEntry }) {
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
