import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolApiUrl } from '@tenantry/infra/app-plane/pool-api-url.ts'
import { apiDomain as baseDomain } from '@tenantry/infra/base/api-domain.ts'
import { apiDomain, apiOrigin, mapApi } from '@tenantry/infra/foundation/api-domain.ts'
import { App, CfnOutput, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib'
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { expect, test } from 'vitest'
import { useCloud } from '../local-cloud/cloud.ts'

// The constructs of the domain in stacks of their own, deployed with one and without.

const cloud = useCloud()
const DOMAIN = 'api.acme.localhost'
const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/c'

function synthesized({ withSilo }: { withSilo: boolean }): string {
  const outdir = mkdtempSync(join(tmpdir(), 'api-domain-'))
  const app = new App({
    outdir,
    analyticsReporting: false,
    defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  })
  const api = (stack: Stack) => {
    const made = new RestApi(stack, 'Api', { cloudWatchRole: false, deployOptions: { stageName: 'v1' } })
    const answers = { requestTemplates: { 'application/json': '{"statusCode":200}' } }
    made.root.addMethod('GET', new MockIntegration({ ...answers, integrationResponses: [{ statusCode: '200' }] }), {
      methodResponses: [{ statusCode: '200' }],
    })
    return made
  }
  const base = new Stack(app, 'base')
  baseDomain(base)
  const pool = new Stack(app, 'pool')
  pool.addStackDependency(base)
  new CfnOutput(pool, 'ApiUrl', { value: poolApiUrl(pool, api(pool)) })
  const web = new Stack(app, 'web')
  web.addStackDependency(base)
  // A template has a resource.
  new EventBus(web, 'Bus')
  const domain = apiDomain(web)
  new CfnOutput(web, 'Origin', { value: domain.ifGiven(apiOrigin(domain.name), 'https://pool.example/') })
  if (withSilo) {
    const silo = new Stack(app, 'silo')
    silo.addStackDependency(base)
    const { url } = mapApi(silo, { api: api(silo), domainName: DOMAIN, basePath: 'tnt_1' })
    new CfnOutput(silo, 'ApiUrl', { value: url })
  }
  return app.synth().directory
}

test('without a domain the pool has the host that API Gateway generates; given one, the pool, the sites and each silo are of it', async () => {
  const { url, output, deployAssembly } = cloud.cloud
  await deployAssembly(synthesized({ withSilo: false }), {})
  const generated = output('pool', 'ApiUrl')
  expect(generated).toMatch(new RegExp(`^${url}/execute-api/[a-z0-9]{10}/v1/$`))
  expect((await fetch(generated)).status).toBe(200)
  expect(output('web', 'Origin')).toBe('https://pool.example/')

  const base = { ApiDomain: DOMAIN, ApiCertificate: CERTIFICATE }
  await deployAssembly(synthesized({ withSilo: true }), { base })
  const host = `${url}/domains/${DOMAIN}/`
  expect(output('web', 'Origin')).toBe(host)
  expect(output('pool', 'ApiUrl')).toBe(`${host}pool/`)
  expect(output('silo', 'ApiUrl')).toBe(`${host}tnt_1/`)
  for (const served of [`${host}pool/`, `${host}tnt_1/`, generated]) expect((await fetch(served)).status).toBe(200)
  expect((await fetch(`${host}tnt_2/`)).status).toBe(403)

  await cloud.cloud.call('cloudformation', 'DeleteStack', { StackName: 'silo' })
  await expect.poll(async () => (await fetch(`${host}tnt_1/`)).status).toBe(403)
  expect((await fetch(`${host}pool/`)).status).toBe(200)
})
