import { assembly } from '@tenantry/cli/system/assembly.ts'
import type { DecidedAccess } from '@tenantry/local-cloud/iam/authorize.ts'
import { beforeAll, expect, test } from 'vitest'
import { freshSystem } from '../acceptance/system.ts'
import { type DeployedRole, deployedRoles } from './deployed-roles.ts'
import { findings, type Use } from './findings.ts'
import { everyJourney } from './journeys/every-journey.ts'
import { recordAccesses } from './record-accesses.ts'
import { rightsOf, type Statement } from './rights.ts'

// Each role may do what its function does in the product's own journeys, and no more. The system is this file's: no attack runs here, and no
// other test's order matters.
/** All journeys, on a busy machine. */
const ENOUGH_MS = 1_800_000
let roles: DeployedRole[]
let uses: Use[]
let refused: DecidedAccess[]

beforeAll(async () => {
  const accesses = recordAccesses()
  const system = await freshSystem(undefined, {
    onAccess: accesses.hear,
    controlPlaneParameters: { CostsSchedule: 'rate(1 minute)' },
  })
  try {
    await everyJourney(system.endpoints, system.leap)
    const { directory } = await assembly(undefined, process.env)
    roles = await deployedRoles(system.cloud, directory)
  } finally {
    await system.close()
  }
  uses = roles.map((role) => ({ ...role, rights: rightsOf(role), accesses: accesses.allowed(role.roleName) }))
  refused = accesses.refused()
}, ENOUGH_MS)

test('everything that a role may do is done, or says beside its grant why it may go undone', () => {
  console.log(`${roles.length} roles, ${uses.flatMap(({ rights }) => rights).length} rights`)
  expect(findings(uses)).toEqual([])
})

test('nothing that the product does is refused to its roles', () => {
  expect(refused.map(({ roleName, action, resource }) => `${roleName} ${action} ${resource}`)).toEqual([])
})

const orders = (change: (use: Use) => Partial<Use>): string[] =>
  findings(uses.map((use) => (use.role === 'app-plane/OrdersRole' ? { ...use, ...change(use) } : use)))

test('a grant that nothing uses is named', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/more'
  const more: Statement = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Scan'], Resource: table }
  const granted = orders(({ role, rights }) => ({
    rights: [...rights, ...rightsOf({ role, managed: ['AdministratorAccess'], statements: [more] })],
  }))
  expect(granted).toEqual([
    'app-plane/OrdersRole may AdministratorAccess, and nothing does',
    `app-plane/OrdersRole may dynamodb:GetItem ${table}, and nothing does`,
    `app-plane/OrdersRole may dynamodb:Scan ${table}, and nothing does`,
  ])
})

test('a right whose last use is gone is named, though another role uses the like', () => {
  const gone = orders(({ accesses }) => ({ accesses: accesses.filter(({ action }) => action !== 'events:PutEvents') }))
  expect(gone).toEqual([expect.stringMatching(/OrdersRole may events:PutEvents .* OrderPlaced, and nothing does/)])
})

test('a reason is named that is about something used, or about nothing that is granted', () => {
  const reason = 'A test'
  const named = orders(({ reasons }) => ({
    reasons: [
      ...reasons,
      { action: 'events:PutEvents', reason },
      { action: 'dynamodb:Scan', reason },
      { action: 'events:PutEvents', of: 'OrderEaten', reason },
    ],
  }))
  expect(named).toEqual([
    expect.stringMatching(/has a reason for events:PutEvents, and does events:PutEvents .* OrderPlaced/),
    'app-plane/OrdersRole has a reason for dynamodb:Scan, which it may not do',
    'app-plane/OrdersRole has a reason for events:PutEvents OrderEaten, which it may not do',
  ])
})

test('keys and types of events that share a statement are rights of their own', () => {
  const statement: Statement = {
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: '*',
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['lock#*', 'mark#*'] } },
  }
  const rights = rightsOf({ role: 'one', managed: [], statements: [statement] })
  const lookup = (key: string) => (key === 'dynamodb:leadingkeys' ? ['lock#operators'] : undefined)
  const access = { roleName: 'one', action: 'dynamodb:GetItem', resource: 'table', lookup, allowed: true }
  expect(findings([{ role: 'one', rights, reasons: [], accesses: [access] }])).toEqual([
    'one may dynamodb:GetItem * mark#*, and nothing does',
  ])
})
