import { expect, test } from 'vitest'
import { CONTROL_PLANE_ROUTES } from './control-plane-api/routes.ts'
import { mayCall } from './may.ts'
import { OPERATOR_ROLES } from './roles.ts'

const may = mayCall(CONTROL_PLANE_ROUTES)

test('customer support reads, suspends, reactivates, has invitations sent again and takes on alarms, and deletes or edits nothing', () => {
  const changes = CONTROL_PLANE_ROUTES.filter(({ method, roles }) => method !== 'GET' && roles !== 'public')
  expect(changes.filter(({ operation }) => may('CustomerSupport', operation)).map(({ path }) => path)).toEqual([
    '/tenants/{id}/suspend',
    '/tenants/{id}/reactivate',
    '/tenants/{id}/resend-invitation',
    '/me/sign-out-everywhere',
    '/alarms/{name}/acknowledge',
  ])
})

test('a system admin may call every operation of the control plane', () => {
  for (const { operation } of CONTROL_PLANE_ROUTES) expect(may('SystemAdmin', operation)).toBe(true)
})

test('everyone may read their own account and what is public', () => {
  for (const role of OPERATOR_ROLES) {
    expect(may(role, 'getMe')).toBe(true)
    expect(may(role, 'getOpenApi')).toBe(true)
  }
})
