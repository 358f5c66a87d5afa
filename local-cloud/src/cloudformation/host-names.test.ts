import { expect, test } from 'vitest'
import { withLocalHostNames } from './host-names.ts'

const hosts = {
  endpoint: 'http://127.0.0.1:4566',
  sites: {
    'd111abc.cloudfront.net': 'http://127.0.0.1:4700',
    'api.shop.localhost': 'http://127.0.0.1:4566/domains/api.shop.localhost',
  },
}
const local = (value: unknown) => withLocalHostNames(value, hosts)

test('hosts of API stages, of Cognito and of distributions become loopback addresses, wherever they stand', () => {
  expect(local('https://abc123.execute-api.us-east-1.amazonaws.com/v1/')).toBe(
    'http://127.0.0.1:4566/execute-api/abc123/v1/',
  )
  expect(local({ deep: ["connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com/; base-uri 'none'"] })).toEqual(
    {
      deep: ["connect-src 'self' http://127.0.0.1:4566/; base-uri 'none'"],
    },
  )
  expect(local('https://cognito-idp.us-east-1.amazonaws.com')).toBe('http://127.0.0.1:4566')
  expect(local('https://api.shop.localhost/pool/')).toBe('http://127.0.0.1:4566/domains/api.shop.localhost/pool/')
  expect(local('https://d111abc.cloudfront.net/sign-in')).toBe('http://127.0.0.1:4700/sign-in')
})

test.each([
  'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC123',
  'https://d222xyz.cloudfront.net/',
  'https://abc123.execute-api.us-east-1.amazonaws.com.evil.example/',
  'https://d111abc.cloudfront.net.evil.example/',
  'https://api.shop.localhost.evil.example/',
  'https://evil.api.shop.localhost/',
])('an issuer, and a host that is not served here, stay as they are: %s', (value) => {
  expect(local(value)).toBe(value)
})
