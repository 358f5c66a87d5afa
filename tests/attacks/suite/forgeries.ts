import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { generated } from './generate.ts'

/** A token that its bearer made of a rightful one. */
export type Forgery = [mutation: string, forge: (token: string) => string]

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
const partsOf = (token: string) => token.split('.') as [header: string, payload: string, signature: string]

/** The claims changed, the signature kept. */
const edited =
  (change: object): Forgery[1] =>
  (token) => {
    const [header, payload, signature] = partsOf(token)
    return `${header}.${encode({ ...decode(payload), ...change })}.${signature}`
  }

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Signed again with a key of the attacker's. */
const resigned =
  (change: (header: Record<string, unknown>) => object, sign: (text: string) => string): Forgery[1] =>
  (token) => {
    const [header, payload] = partsOf(token)
    const text = `${encode({ ...decode(header), ...change(decode(header)) })}.${payload}`
    return `${text}.${sign(text)}`
  }
const rsa = (key: KeyObject) => (text: string) => createSign('RSA-SHA256').update(text).sign(key).toString('base64url')
const hmac = (secret: string) => (text: string) => createHmac('sha256', secret).update(text).digest('base64url')

const unsigned =
  (alg: string): Forgery[1] =>
  (token) => {
    const [header, payload] = partsOf(token)
    return `${encode({ ...decode(header), alg })}.${payload}.`
  }

/** Claims that would help an attacker, if the signature did not cover them. */
const CLAIMS = {
  tenantId: 'aaaaaaaaaaaa',
  sub: '00000000-0000-4000-8000-000000000000',
  client_id: 'another',
  iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AAAAAAAAA',
  token_use: 'id',
  exp: 4_102_444_800,
  iat: 0,
  scope: 'aws.cognito.signin.user.admin openid',
  username: 'admin',
  role: 'TenantAdmin',
  tier: 'Platinum',
  'cognito:groups': ['SystemAdmin', 'CustomerSupport'],
  'custom:tenantId': 'aaaaaaaaaaaa',
  'custom:role': 'TenantAdmin',
}

export const FORGERIES: Forgery[] = [
  ...['none', 'None', 'NONE', ''].map((alg): Forgery => [`alg "${alg}"`, unsigned(alg)]),
  ...Object.entries(CLAIMS).map(([name, value]): Forgery => [`edited claim ${name}`, edited({ [name]: value })]),
  ['every claim edited', edited(CLAIMS)],
  ['re-signed', resigned(() => ({}), rsa(privateKey))],
  ['re-signed, key in the header', resigned(() => ({ jwk: publicKey.export({ format: 'jwk' }) }), rsa(privateKey))],
  ['re-signed, keys from elsewhere', resigned(() => ({ jku: 'https://evil.example/jwks.json' }), rsa(privateKey))],
  ['re-signed, unknown key id', resigned(() => ({ kid: 'unknown' }), rsa(privateKey))],
  ['re-signed, key id that is a path', resigned(() => ({ kid: '../../etc/passwd' }), rsa(privateKey))],
  ['re-signed by HMAC with the public key id', resigned(({ kid }) => ({ alg: 'HS256', kid }), hmac('key'))],
  ['re-signed by HMAC with an empty secret', resigned(() => ({ alg: 'HS256' }), hmac(''))],
  ['critical header that nobody knows', resigned(() => ({ crit: ['exp'], exp: 1 }), rsa(privateKey))],
  ['no signature', (token) => partsOf(token).slice(0, 2).join('.')],
  ['empty signature', (token) => `${partsOf(token).slice(0, 2).join('.')}.`],
  ['half the signature', (token) => token.slice(0, -200)],
  ['a dot more', (token) => `${token}.`],
  ['twice', (token) => `${token}, Bearer ${token}`],
  ['payload alone', (token) => partsOf(token)[1]],
]

/** Rightful tokens with one character changed, at places that the seed chooses. */
export function flipped(count: number, salt: string): Forgery[] {
  const place = fc.tuple(fc.constantFrom(1, 2), fc.integer({ min: 0, max: 300 })).map(([part, at]) => `${part}:${at}`)
  return generated(place, count, salt).map((text): Forgery => {
    const [part = 1, at = 0] = text.split(':').map(Number)
    return [`one character changed in part ${part} at ${at}`, (token) => flip(token, part, at)]
  })
}

function flip(token: string, part: number, at: number): string {
  const parts = partsOf(token)
  const letters = [...(parts[part] ?? '')]
  // The last character of a part holds bits that decoding ignores.
  const index = at % (letters.length - 1)
  letters[index] = letters[index] === 'A' ? 'B' : 'A'
  return parts.map((text, position) => (position === part ? letters.join('') : text)).join('.')
}
