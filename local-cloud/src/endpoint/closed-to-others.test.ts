import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, startCloud } from '../cloud.ts'
import { TOKENS_PATH } from '../cognito/sign-in/serve-tokens.ts'

const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'secret' }
const dataDir = mkdtempSync(join(tmpdir(), 'closed-to-others-'))
let cloud: Cloud

const everything = { Effect: 'Allow', Action: '*', Resource: '*' }
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }
const Resources = {
  // Tells with which keys it runs.
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'tells',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: 'exports.handler = async () => process.env' },
    },
  },
  Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'a@b.example' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: [everything] } }],
    },
  },
}

beforeAll(async () => {
  cloud = await startCloud({ dataDir, port: 0, root })
  const assembly = join(dataDir, 'assembly')
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'template.json' } }
  mkdirSync(assembly)
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify({ artifacts: { stack } }))
  writeFileSync(join(assembly, 'template.json'), JSON.stringify({ Resources }))
  await cloud.deployAssembly(assembly, {})
  await cloud.call('ses', 'SendEmail', {
    FromEmailAddress: 'a@b.example',
    Destination: { ToAddresses: ['c@d.example'] },
    Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'A secret' } } } },
  })
})
afterAll(async () => {
  await cloud.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  const { hostname, port } = new URL(cloud.url)
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let text = ''
      response
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', reject).end(body)
  })
}
const pathOf = (address: string) => address.slice(new URL(address).origin.length)

test.each(['127.0.0.1', 'localhost', '[::1]'])('the outbox opens by its address, at %s', async (host) => {
  const { status, text } = await ask(pathOf(cloud.outbox), { host: `${host}:4566` })
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject([{ to: 'c@d.example', text: 'A secret' }])
})

test('without its key, with another one or with two the outbox tells nothing', async () => {
  const [, key = ''] = cloud.outbox.split('key=')
  expect(key.length).toBeGreaterThanOrEqual(32)
  const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`
  const paths = [
    '/outbox',
    '/outbox?',
    '/outbox?key=',
    `/outbox?key=${wrong}`,
    `/outbox?key=${key}x`,
    `/outbox?key=${key}&key=${key}`,
  ]
  for (const path of paths) {
    const { status, text } = await ask(path)
    expect(status, path).toBe(403)
    expect(Object.keys(JSON.parse(text))).toEqual(['message'])
    expect(text).not.toContain(key)
  }
})

test.each(['attacker.example', 'x.localhost', 'sqs.us-east-1.amazonaws.com', '127.0.0.1.attacker.example'])(
  'a page at %s that points its name at the laptop reads no mails, key or not',
  async (host) => {
    const { status, text } = await ask(pathOf(cloud.outbox), { host })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(text).not.toContain('A secret')
  },
)

test('a signed request for /outbox is S3’s: a bucket may be called so', async () => {
  const { text } = await ask('/outbox', {
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAROOT/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  })
  expect(text).toContain('<Error>')
})

test('the key stays with the data folder', async () => {
  const before = new URL(cloud.outbox).search
  await cloud.close()
  cloud = await startCloud({ dataDir, port: 0, root })
  expect(new URL(cloud.outbox).search).toBe(before)
})

async function askForTokens(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  host?: string,
) {
  const url = new URL(TOKENS_PATH, cloud.url)
  const body = JSON.stringify({ UserPoolId: 'us-east-1_Nobody', ClientId: 'c', Username: 'u' })
  const signer = new SignatureV4({ service: 'cognito-idp', region: cloud.region, credentials, sha256: Sha256 })
  const headers = { host: host ?? url.host, 'content-type': 'application/json' }
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: url.hostname,
    path: url.pathname,
    headers,
    body,
  })
  return ask(url.pathname, signed.headers, 'POST', body)
}

test('tokens without a password are for the account itself, whose signature is asked for', async () => {
  expect(JSON.parse((await askForTokens(root)).text)).toMatchObject({ code: 'ResourceNotFoundException' })
  expect(await ask(TOKENS_PATH, {}, 'POST', '{}')).toMatchObject({ status: 403 })
  const guessed = await askForTokens({ ...root, secretAccessKey: 'guessed' })
  expect(JSON.parse(guessed.text)).toMatchObject({ code: 'InvalidSignatureException' })
  expect(await askForTokens(root, 'x.localhost')).toMatchObject({ status: 403 })
})

test('a role, whatever it may do, gets no tokens without a password', async () => {
  const { body } = await cloud.call('lambda', 'Invoke', { FunctionName: 'tells', Payload: '{}' })
  const keys = JSON.parse(body.toString())
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = keys
  const { status, text } = await askForTokens({ accessKeyId, secretAccessKey, sessionToken })
  expect(status).toBe(403)
  expect(JSON.parse(text).code).toBe('AccessDeniedException')
})
