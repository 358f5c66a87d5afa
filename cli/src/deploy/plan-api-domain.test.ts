import { expect, test } from 'vitest'
import { planApiDomain } from './plan-api-domain.ts'

const account = { accountId: '123456789012', region: 'eu-west-1' }
const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/c'
const WITHOUT = { ...account, apiDomain: null }
const WITH = { ...account, apiDomain: { name: 'api.acme.example', certificateArn: CERTIFICATE } }

test('a deployment without an API domain is told that no tier has silos', () => {
  const { parameters, advice } = planApiDomain(WITHOUT, {})
  expect(parameters).toEqual([])
  expect(advice).toEqual([expect.stringContaining('no tier has silos')])
})

test('a domain and its certificate become parameters, with what its DNS name is to lead to', () => {
  const asked = { apiDomain: 'api.acme.example', apiCertificate: CERTIFICATE }
  expect(planApiDomain(WITHOUT, asked)).toEqual({
    parameters: ['tenantry-base:ApiDomain=api.acme.example', `tenantry-base:ApiCertificate=${CERTIFICATE}`],
    advice: [expect.stringContaining('ApiDomainTarget')],
  })
})

test('a later deployment keeps the domain without being told, and takes another certificate', () => {
  expect(planApiDomain(WITH, {})).toEqual({ parameters: [], advice: [] })
  const apiCertificate = CERTIFICATE.replace(/c$/, 'd')
  expect(planApiDomain(WITH, { apiCertificate }).parameters).toEqual([
    'tenantry-base:ApiDomain=api.acme.example',
    `tenantry-base:ApiCertificate=${apiCertificate}`,
  ])
})

test.each([
  ['one without the other', WITHOUT, { apiDomain: 'api.acme.example' }, 'go together'],
  ['a certificate without a domain', WITHOUT, { apiCertificate: CERTIFICATE }, 'go together'],
  [
    'another domain than the one that tenants know',
    WITH,
    { apiDomain: 'new.acme.example' },
    'api.acme.example and stays so',
  ],
  ['a URL', WITHOUT, { apiDomain: 'https://api.acme.example', apiCertificate: CERTIFICATE }, 'not a host name'],
  [
    'a certificate of another Region',
    WITHOUT,
    { apiDomain: 'api.acme.example', apiCertificate: CERTIFICATE.replace('eu-west-1', 'us-east-1') },
    'no ARN of an ACM certificate of account 123456789012 in eu-west-1',
  ],
])('%s is refused', (_, found, asked, message) => {
  expect(() => planApiDomain(found, asked)).toThrow(message)
})
