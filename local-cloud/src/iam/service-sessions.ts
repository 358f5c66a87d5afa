import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import type { RoleSession } from '../core/principal.ts'

const DURATION_SECONDS = 3600
/** A session is not used to its last second. */
const MARGIN_MS = 300_000

interface Request {
  roleArn: string
  /** For example `logs.amazonaws.com`. */
  service: string
  sessionName: string
  sourceArn: string
}

/** The roles as which a service acts for resources of its own: assumed once, and again before a session expires. */
export function serviceSessions({ context: { clock }, iam }: { context: CloudContext; iam: Iam }) {
  const sessions = new Map<string, RoleSession>()
  /** A session that is new: a role that does not let the service in throws AccessDenied, whatever it did before. */
  const assume = (request: Request): RoleSession => {
    const { session } = iam.assumeForService({ ...request, durationSeconds: DURATION_SECONDS })
    sessions.set(`${request.roleArn} ${request.sourceArn}`, session)
    return session
  }
  return {
    assume,
    session(request: Request): RoleSession {
      const known = sessions.get(`${request.roleArn} ${request.sourceArn}`)
      return known && known.expiresAt - MARGIN_MS > clock.now() ? known : assume(request)
    },
  }
}
