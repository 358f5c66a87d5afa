import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { FetchError } from 'aws-jwt-verify/error'
import { describe, expect, it } from 'vitest'
import { authorizeOperator, type Claims } from './authorize-operator.ts'

const STAGE = 'arn:aws:execute-api:us-east-1:000000000000:abc123/v1'
const TOKEN = 'Bearer aaa.bbb.ccc'
const authorize = (claims: Claims, authorizationToken = TOKEN) =>
  authorizeOperator({ verify: async () => claims })({ authorizationToken, methodArn: `${STAGE}/GET/tenants` })
const refusing = (error: Error) =>
  authorizeOperator({
    verify: async () => {
      throw error
    },
  })({ authorizationToken: TOKEN, methodArn: STAGE })

describe('the operator authorizer', () => {
  it.each(OPERATOR_ROLES)('lets a %s call exactly the routes of the permission table', async (role) => {
    const { policyDocument, context } = await authorize({ sub: 'op1', 'cognito:groups': [role] })
    expect(context).toEqual({ userId: 'op1', role, denial: 'FORBIDDEN' })
    const [statement] = policyDocument.Statement
    expect(statement?.Effect).toBe('Allow')
    for (const { method, path, roles } of CONTROL_PLANE_ROUTES) {
      const resource = `${STAGE}/${method}${path.replace('{id}', 'acme00000000')}`
      const granted = statement?.Resource.some((pattern) => matches(pattern, resource))
      expect(granted, resource).toBe(roles !== 'public' && roles.some((one: string) => one === role))
    }
  })

  it.each([[undefined], [[]], [['TenantAdmin']]])('denies everything to a person in the groups %j', async (groups) => {
    const claims = groups === undefined ? { sub: 'p1' } : { sub: 'p1', 'cognito:groups': groups }
    const { policyDocument, context } = await authorize(claims)
    expect(policyDocument.Statement).toEqual([
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*`] },
    ])
    expect(context).toMatchObject({ role: '', denial: 'FORBIDDEN' })
  })

  it.each(['', 'Bearer', 'Bearer not-a-token', 'Basic aaa.bbb.ccc', 'aaa.bbb.ccc'])(
    'answers 401 to the header %j',
    async (header) => {
      await expect(authorize({ sub: 'op1' }, header)).rejects.toThrow(/^Unauthorized$/)
    },
  )

  it('answers 401 to a token that does not verify, but not when the keys cannot be fetched', async () => {
    await expect(refusing(new Error('expired'))).rejects.toThrow(/^Unauthorized$/)
    await expect(refusing(new FetchError('https://keys', 'down'))).rejects.not.toThrow(/^Unauthorized$/)
  })
})

function matches(pattern: string, resource: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`).test(resource)
}
