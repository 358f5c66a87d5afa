import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { Copyable } from '../../shared/app/copyable.tsx'
import type { AuditEntry } from '../models.ts'
import * as urls from '../urls.ts'
import { actorText, differences, objectText } from './audit-texts.ts'

/** What was done, and whether it was. */
export function ActionCell({ entry: { action, outcome } }: { entry: AuditEntry }) {
  return (
    <>
      {action}
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

/** Who did it; leads to all that they did. */
export function ActorCell({ entry: { actor } }: { entry: AuditEntry }) {
  const follow = useFollow()
  return (
    <Link href={urls.audit({ actor: actor.kind === 'system' ? 'system' : (actor.id ?? actor.kind) })} onFollow={follow}>
      {actorText(actor)}
    </Link>
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
        <div key={member} className="audit-difference">
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

/** From where, and as which request. */
export function OriginCell({ entry: { sourceIp, requestId } }: { entry: AuditEntry }) {
  if (sourceIp === null && requestId === null) return '—'
  return (
    <>
      {sourceIp}
      {requestId !== null && (
        <div className="audit-request">
          <Copyable value={requestId} label="the request's id" />
        </div>
      )}
    </>
  )
}
