import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { FetchError } from 'aws-jwt-verify/error'
import { describe, expect, it } from 'vitest'
import { authorizeOperator, type PresentOperator } from './authorize-operator.ts'

const STAGE = 'arn:aws:execute-api:us-east-1:000000000000:abc123/v1'
const TOKEN = 'Bearer aaa.bbb.ccc'
const AUTH_TIME = 1_800_000_000
const services = {
  verify: async () => ({ sub: 'op1', auth_time: AUTH_TIME }),
  present: async () => operator('SystemAdmin'),
  validFrom: async () => 0,
}
const authorize = (present: PresentOperator | null, authorizationToken = TOKEN) =>
  authorizeOperator({ ...services, present: async () => present })({
    authorizationToken,
    methodArn: `${STAGE}/GET/tenants`,
  })
const operator = (...groups: string[]): PresentOperator => ({ email: 'op@x.example', groups })
const refusing = (error: Error) =>
  authorizeOperator({
    ...services,
    verify: async () => {
      throw error
    },
  })({ authorizationToken: TOKEN, methodArn: STAGE })

describe('the operator authorizer', () => {
  it.each(OPERATOR_ROLES)('lets a %s call exactly the routes of the permission table', async (role) => {
    const { policyDocument, context } = await authorize(operator(role))
    expect(context).toEqual({ userId: 'op1', email: 'op@x.example', role, denial: 'FORBIDDEN' })
    const [statement] = policyDocument.Statement
    expect(statement?.Effect).toBe('Allow')
    for (const { method, path, roles } of CONTROL_PLANE_ROUTES) {
      const resource = `${STAGE}/${method}${path.replace(/\{\w+\}/g, 'acme00000000')}`
      const granted = statement?.Resource.some((pattern) => matches(pattern, resource))
      expect(granted, resource).toBe(roles !== 'public' && roles.some((one: string) => one === role))
    }
  })

  it.each([
    ['is in no group', operator()],
    ['is in a group that is no role', operator('TenantAdmin')],
    ['was removed or disabled since they signed in', null],
  ])('denies everything to a person who %s', async (_name, present) => {
    const { policyDocument, context } = await authorize(present)
    expect(policyDocument.Statement).toEqual([
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*`] },
    ])
    expect(context).toMatchObject({ role: '', denial: 'FORBIDDEN' })
  })

  it.each(['', 'Bearer', 'Bearer not-a-token', 'Basic aaa.bbb.ccc', 'aaa.bbb.ccc'])(
    'answers 401 to the header %j',
    async (header) => {
      await expect(authorize(operator('SystemAdmin'), header)).rejects.toThrow(/^Unauthorized$/)
    },
  )

  it.each([
    ['was ended', AUTH_TIME * 1000 + 1000, /^Unauthorized$/],
    ['began in the second in which others were ended', AUTH_TIME * 1000 + 999, null],
  ])('knows a session that %s', async (_name, validFrom, refusal) => {
    const answer = authorizeOperator({ ...services, validFrom: async () => validFrom })({
      authorizationToken: TOKEN,
      methodArn: STAGE,
    })
    if (refusal) await expect(answer).rejects.toThrow(refusal)
    else expect((await answer).context.role).toBe('SystemAdmin')
  })

  it('answers 401 to a token that does not verify, but not when the keys cannot be fetched', async () => {
    await expect(refusing(new Error('expired'))).rejects.toThrow(/^Unauthorized$/)
    await expect(refusing(new FetchError('https://keys', 'down'))).rejects.not.toThrow(/^Unauthorized$/)
  })
})

function matches(pattern: string, resource: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`).test(resource)
}
