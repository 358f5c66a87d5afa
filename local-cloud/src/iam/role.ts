import type { Policy } from './policy/policy.ts'

export interface Role {
  name: string
  path: string
  arn: string
  /** `AROA…`: a role that is created again under the same name is another one. */
  id: string
  description: string | null
  /** JSON text, with the ids of the roles that it names. */
  trustPolicy: string
  boundaryArn: string | null
  maxSessionSeconds: number
  tags: Record<string, string>
  createdAt: number
  /** The resource that made it: the same one may make it again after it was killed. */
  owner: string
}

/** An inline policy, or the attachment of a managed one, and who made it: the resource that takes it away again. */
export type RolePolicy = { owner: string } & ({ name: string; document: string } | { managedArn: string })

/** A role's policies, compiled. */
export interface CompiledRole {
  role: Role
  trust: Policy
  identity: Policy[]
  boundary: Policy | null
}
