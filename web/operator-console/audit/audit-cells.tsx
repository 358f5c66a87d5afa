import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { actorText, objectText } from '../../shared/audit/audit-texts.ts'
import type { AuditEntry } from '../models.ts'
import * as urls from '../urls.ts'

/** Who did it, from where, and as which request; leads to all that they did, and to what happened to the request. */
export function ActorCell({ entry: { actor, at, sourceIp, requestId, tenantId } }: { entry: AuditEntry }) {
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
          <Link
            href={urls.story(requestId, { ...(tenantId !== null && { tenantId }), at })}
            ariaLabel="What happened to the request"
            onFollow={follow}
          >
            request
          </Link>
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
