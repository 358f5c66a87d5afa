import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { expect, test } from 'vitest'
import { loggingRole } from './inspect-logging.ts'

/** API Gateway as its API reference describes it, for one path: the local cloud does not serve this call. */
const accountThat = (body: object) =>
  new APIGatewayClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'A', secretAccessKey: 's' },
    requestHandler: {
      handle: async ({ method, path }: { method: string; path: string }) => {
        const asked = `${method} ${path}` === 'GET /account'
        return { response: { statusCode: asked ? 200 : 404, headers: {}, body: Buffer.from(JSON.stringify(body)) } }
      },
    },
  })

test('the role is that of the account, or none', async () => {
  const role = 'arn:aws:iam::123456789012:role/gateway-logs'
  expect(await loggingRole(accountThat({ cloudwatchRoleArn: role, throttleSettings: {} }))).toBe(role)
  expect(await loggingRole(accountThat({ throttleSettings: {} }))).toBeNull()
})
