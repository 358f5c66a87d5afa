/** Who makes a call. */
export type Principal =
  /** The account administrator: the credentials in endpoints.json. Not subject to policies. */
  | { kind: 'root'; arn: string; accountId: string; accessKeyId: string }
  | RoleSession
  /** An AWS service that calls on behalf of a resource: allowed by resource policies (`AWS::Lambda::Permission`). */
  | { kind: 'service'; service: string; sourceArn: string; sourceAccount: string }
  | { kind: 'anonymous' }

/** A session of a role, made by `sts:AssumeRole` or by a service that runs as the role. */
export interface RoleSession {
  kind: 'role-session'
  /** `arn:aws:sts::<account>:assumed-role/<role name>/<session name>` */
  arn: string
  accountId: string
  roleName: string
  roleArn: string
  roleId: string
  sessionName: string
  accessKeyId: string
  /** Session tags, which policies read as `aws:PrincipalTag/<key>`. */
  tags: Record<string, string>
  /** The session policy's JSON text, if one was passed. It only ever takes rights away. */
  sessionPolicy: string | null
  /** Milliseconds since the epoch. */
  expiresAt: number
}

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}
