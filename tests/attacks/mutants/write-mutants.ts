import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { conditions } from '../classes/conditions.ts'
import { idempotency } from '../classes/idempotency.ts'
import { type Mutant, replaced } from './mutant.ts'

const answers = (by: string) => replaced('toolkit', 'toolkit/src/kept-answers.ts', 'answerOnce', by)
const precondition = (name: string, by: string) => replaced('toolkit', 'toolkit/src/precondition.ts', name, by)

/** Faults of conditions and keys that a service's own routes show. */
export function writeMutantsOf({ name, entities, routes }: Service): Mutant[] {
  const replacing = routes.find(({ method, conditional }) => method === 'PUT' && conditional)
  const isInWrite = replacing?.needs.some(
    ({ table, actions }) => entities.some((entity) => entity === table) && actions.includes('UpdateItem'),
  )
  const making = routes.find(
    ({ method, path, roles }) =>
      method === 'POST' && !path.includes('{') && TENANT_ROLES.every((role) => roles.includes(role)),
  )
  return [
    ...(replacing
      ? [
          {
            name: `${name}: a tag of another thing fits`,
            change: replaced('toolkit', 'contracts/src/entity-tag.ts', 'versionsIn', 'tagsOfAnything'),
            attacks: conditions,
            only: [`PUT ${replacing.path} · TenantAdmin · the same version of the victim’s`],
          },
        ]
      : []),
    ...(replacing && isInWrite
      ? [
          {
            name: `${name}: the condition on a version is no part of the write`,
            change: replaced('toolkit', 'toolkit/src/versions.ts', 'ifVersionIn', 'versionOutsideTheWrite'),
            attacks: conditions,
            only: [`PUT ${replacing.path} · TenantAdmin · a later version`],
          },
        ]
      : []),
    ...(making
      ? [
          {
            name: `${name}: people share their idempotency keys`,
            change: answers('personIgnored'),
            attacks: idempotency,
            only: [`POST ${making.path} · TenantUser · the key of another person`],
          },
        ]
      : []),
  ]
}

/** Faults of conditions on versions, and of idempotency keys. */
export const WRITE_MUTANTS: Mutant[] = [
  {
    name: 'conditions ignored',
    change: precondition('takePrecondition', 'conditionIgnored'),
    attacks: conditions,
    only: ['PUT /users/{id} · TenantAdmin · a later version'],
  },
  {
    name: 'the version of a membership not compared',
    change: precondition('assertFits', 'versionUnchecked'),
    attacks: conditions,
    only: ['PUT /users/{id} · TenantAdmin · the same version of the victim’s'],
  },
  {
    name: 'idempotency keys ignored',
    change: answers('keyIgnored'),
    attacks: idempotency,
    only: ['POST /users · TenantAdmin · the same again'],
  },
  {
    name: 'an idempotency key without its body',
    change: answers('contentIgnored'),
    attacks: idempotency,
    only: ['POST /users · TenantAdmin · another body under the same key'],
  },
]
