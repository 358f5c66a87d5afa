import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuthorizerContext, decodeAuthorizerContext, encodeAuthorizerContext } from './authorizer-context.ts'

const context: AuthorizerContext = {
  tenantId: 'acme00000000',
  tenantName: 'Acme',
  userId: 'ann',
  role: 'TenantUser',
  tier: 'Basic',
  readShards: 2,
  writeShards: 1,
  plan: { entitlements: ['reports'], allowances: { seats: 5 }, spent: [] },
  journal: null,
  credentials: null,
}
const ascii = fc.stringMatching(/^[\x21-\x7e]{1,80}$/)
const base64 = fc.uint8Array({ minLength: 1, maxLength: 2000 }).map((bytes) => Buffer.from(bytes).toString('base64'))
const part = fc.oneof(ascii, base64)

test('a context arrives as it was sent, whatever its credentials look like', () => {
  fc.assert(
    fc.property(part, part, part, (accessKeyId, secretAccessKey, sessionToken) => {
      const sent = { ...context, credentials: { accessKeyId, secretAccessKey, sessionToken } }
      const wire = encodeAuthorizerContext(sent)
      expect(wire.credentials).toMatch(/^[\w-]+$/)
      expect(decodeAuthorizerContext(wire)).toEqual(sent)
    }),
  )
  for (const sent of [context, { ...context, journal: 'moves' }])
    expect(decodeAuthorizerContext(encodeAuthorizerContext(sent))).toEqual(sent)
})

test('credentials take hardly more bytes than they have', () => {
  const token = Buffer.alloc(1920, 7).toString('base64')
  const credentials = { accessKeyId: 'ASIA0123456789ABCDEF', secretAccessKey: 's'.repeat(40), sessionToken: token }
  expect(encodeAuthorizerContext({ ...context, credentials }).credentials.length).toBeLessThan(token.length + 120)
})

test('whatever was not made by the encoder is refused, and never quoted', () => {
  const wire = encodeAuthorizerContext({
    ...context,
    credentials: { accessKeyId: 'hidden', secretAccessKey: 'hidden', sessionToken: 'hidden' },
  })
  fc.assert(
    fc.property(fc.string(), (noise) => {
      const credentials = `${noise}${wire.credentials.slice(3)}`
      try {
        decodeAuthorizerContext({ ...wire, credentials })
      } catch (error) {
        expect(String(error)).toMatch(/malformed at: credentials$/)
      }
    }),
  )
  expect(() => decodeAuthorizerContext({ ...wire, credentials: 'AAAA' })).toThrow('malformed at: credentials')
})
