import type { AuditEntry } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'

/** Who it was, in words. */
export function actorText({ kind, id, email }: Pick<AuditEntry['actor'], 'kind' | 'id' | 'email'>): string {
  switch (kind) {
    case 'operator':
      return email ?? id ?? 'An operator'
    case 'person':
      return `Person ${id?.slice(0, 8) ?? ''}`
    case 'stranger':
      return 'A stranger'
    case 'system':
      return `The system, ${id ?? ''}`
    default:
      throw kind satisfies never
  }
}

/** What it was done to, in words. */
export function objectText({ object, before, after }: Pick<AuditEntry, 'object' | 'before' | 'after'>): string {
  const { name, email } = { ...before, ...after }
  const called = typeof email === 'string' ? email : typeof name === 'string' ? name : object.id
  return `${object.kind.charAt(0).toUpperCase()}${object.kind.slice(1).replace('-', ' ')} ${called}`
}

export interface Difference {
  member: string
  from: string
  to: string
}

/** Members that only say that something has changed, or which one it is. */
const UNSHOWN = new Set(['sequence', 'version', 'id', 'createdAt'])

/** What is not as it was before; of something new, or gone, everything. */
export function differences({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Difference[] {
  const members = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return members
    .filter((member) => !UNSHOWN.has(member))
    .map((member) => ({ member, from: text(before?.[member]), to: text(after?.[member]) }))
    .filter(({ from, to }) => from !== to)
}

function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(text).join(', ') || 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
