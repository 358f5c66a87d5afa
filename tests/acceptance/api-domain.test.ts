import { request } from 'node:http'
import { expect, test } from 'vitest'
import { useBrowser } from './browser.ts'
import { client } from './client.ts'
import { onboard } from './onboarding.ts'
import { useSystem } from './system.ts'

// One host serves the APIs of all tenants, so that the sites' policy can name it before a tenant is there.

const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const DOMAIN = 'api.tenantry.localhost'

/** A request with a Host header of its own, as that of a client that resolves the domain. */
function asHost(
  host: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(system.endpoints.aws)
  return new Promise((resolve, reject) => {
    request({ host: hostname, port, path, headers: { ...headers, host } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
      .on('error', reject)
      .end()
  })
}

test('tenants are served below the API domain, with the pool’s base path', async () => {
  const tenant = await onboard(system.endpoints, `Domain ${run}`, `ada-${run}@domain.example`)
  const { apiUrl } = tenant.config
  expect(apiUrl).toBe(`${system.endpoints.aws}/domains/${DOMAIN}/pool/`)
  const me = await client(apiUrl, tenant.token).get('/me')
  expect(me.status).toBe(200)
  const authorization = { authorization: `Bearer ${tenant.token}` }
  const byHost = await asHost(`${DOMAIN}:80`, '/pool/me', authorization)
  expect([byHost.status, JSON.parse(byHost.text)]).toEqual([200, me.body])
  expect((await client(apiUrl).get('/openapi.json')).status).toBe(200)
})

test('a base path that no API is mapped to is forbidden, as no API is below it', async () => {
  const { aws } = system.endpoints
  for (const path of ['/', '/tnt_none/me', '/POOL/me', '/v1/me']) {
    expect(await client(`${aws}/domains/${DOMAIN}`).get(path)).toMatchObject({
      status: 403,
      body: { message: 'Forbidden' },
    })
    expect((await asHost(DOMAIN, path)).status).toBe(403)
  }
})

test('the public site may call the API domain, whichever tenants are below it, and names no generated host of a tenant’s API', async () => {
  const { web, console: operators, aws, controlPlaneApi } = system.endpoints
  const sources = async (site: string) => {
    const policy = (await fetch(site)).headers.get('content-security-policy') ?? ''
    const connect = policy.split('; ').find((directive) => directive.startsWith('connect-src')) ?? ''
    return connect.split(' ').slice(1)
  }
  expect(await sources(web)).toEqual(["'self'", controlPlaneApi, `${aws}/domains/${DOMAIN}/`, `${aws}/`])
  expect(await sources(operators)).toEqual(["'self'", controlPlaneApi, `${aws}/`])
})

test('in a browser a page of the public site calls a base path that was mapped after it was deployed, and no other host', async () => {
  const { web, console: operators, aws } = system.endpoints
  const domain = `${aws}/domains/${DOMAIN}`
  // The same machine by another name: to a browser another host, as a generated one would be.
  const foreign = `${aws.replace('127.0.0.1', 'localhost')}/execute-api/abc123/v1/me`
  const page = await browser.context.newPage()
  await page.goto(web)
  const urls = [`${domain}/pool/openapi.json`, `${domain}/tnt_later/me`, foreign, operators]
  const blocked: string[] = await page.evaluate(`(async () => {
    const violations = []
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => violations.push(blockedURI))
    await Promise.allSettled(${JSON.stringify(urls)}.map((url) => fetch(url)))
    return violations
  })()`)
  expect(blocked.toSorted()).toEqual([foreign, operators].toSorted())
  await page.close()
})
