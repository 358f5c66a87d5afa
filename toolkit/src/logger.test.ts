import { expect, test } from 'vitest'
import { redact } from './logger.ts'

const logged = (value: unknown) => JSON.stringify(value, redact)

test.each([
  { credentials: { accessKeyId: 'ASIAQWERTYUIOPASDFGH' } },
  { deep: [{ deeper: { sessionToken: 'value-to-hide' } }] },
  { headers: { Authorization: 'value-to-hide' } },
  { headers: { authorization: ['value-to-hide'] } },
  { temporaryPassword: 'value-to-hide' },
  { secretAccessKey: 'value-to-hide' },
  { refresh_token: 'value-to-hide' },
  { apiKey: 'value-to-hide' },
  { 'x-api-key': 'value-to-hide' },
  { message: 'refused: Bearer value-to-hide' },
  { message: 'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.value-to-hide is expired' },
  { cause: { message: 'credential ASIAQWERTYUIOPASDFGH is expired' } },
])('%j does not reach a log', (value) => {
  expect(logged(value)).not.toMatch(/value-to-hide|ASIA|eyJ/)
})

test('what is no secret stays readable', () => {
  const line = { tenantId: 'aaaaaaaaaaaa', apiKeyId: 'k1', status: 200, authorized: 'read', nextToken: null }
  expect(JSON.parse(logged(line))).toEqual(line)
})
