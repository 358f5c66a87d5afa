import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { describe, expect, it } from 'vitest'
import { apiKeys } from './api-keys.ts'

interface Call {
  method: string
  path: string
  query: Record<string, string>
}
interface Answer {
  statusCode?: number
  error?: string
  body?: object
}

/** A real client whose requests are kept, and answered by method and path. */
function gateway(answers: Record<string, Answer>) {
  const calls: string[] = []
  const client = new APIGatewayClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      handle: async ({ method, path, query }: Call) => {
        const position = query.position ? `?${query.position}` : ''
        calls.push(`${method} ${path}${position}`)
        const { statusCode = 200, error, body = {} } = answers[`${method} ${path}${position}`] ?? {}
        const headers = error === undefined ? {} : { 'x-amzn-errortype': error }
        return { response: { statusCode, headers, body: Buffer.from(JSON.stringify(body)) } }
      },
    },
  })
  return { keys: apiKeys(client), calls }
}

const key = (id: string, name: string, createdDate: number) => ({ id, name, createdDate })

describe("a tenant's API key", () => {
  it('is the oldest key of exactly its name, on whatever page, and the only one', async () => {
    const { keys, calls } = gateway({
      'GET /apikeys': { body: { item: [key('k1', 'acme-other', 1), key('k3', 'acme', 3)], position: 'p2' } },
      'GET /apikeys?p2': { body: { item: [key('k2', 'acme', 2)] } },
    })
    expect(await keys.ensure('acme')).toBe('k2')
    expect(calls).toEqual(['GET /apikeys', 'GET /apikeys?p2', 'DELETE /apikeys/k3'])
  })

  it('is made when only other names begin like it', async () => {
    const { keys, calls } = gateway({
      'GET /apikeys': { body: { item: [key('k1', 'acme-other', 1)] } },
      'POST /apikeys': { statusCode: 201, body: key('k9', 'acme', 9) },
    })
    expect(await keys.ensure('acme')).toBe('k9')
    expect(calls).toEqual(['GET /apikeys', 'POST /apikeys', 'GET /apikeys'])
  })

  it('is deleted by somebody else first, which leaves no tag that would let it be deleted', async () => {
    const denied = { statusCode: 403, error: 'AccessDeniedException' }
    const listed = { body: { item: [key('k1', 'acme', 1)] } }
    const { keys } = gateway({ 'GET /apikeys': listed, 'DELETE /apikeys/k1': denied })
    await expect(keys.keepOnly('acme', null)).rejects.toMatchObject({ name: 'AccessDeniedException' })
    const answers = { 'GET /apikeys': listed, 'DELETE /apikeys/k1': denied }
    const racing = gateway(answers)
    const removed = racing.keys.keepOnly('acme', null)
    racing.calls.push = (...made) => {
      if (made[0] === 'DELETE /apikeys/k1') answers['GET /apikeys'] = { body: { item: [] } }
      return made.length
    }
    await removed
  })

  it('is deleted with all of its name, even when somebody else was faster', async () => {
    const { keys, calls } = gateway({
      'GET /apikeys': {
        body: { item: [key('k1', 'acme', 1), key('k2', 'acme', 2), key('k3', 'acme2', 3), key('k4', 'acme-wfl_1', 4)] },
      },
      'DELETE /apikeys/k1': { statusCode: 404, error: 'NotFoundException' },
    })
    await keys.keepOnly('acme', null)
    expect(calls).toEqual(['GET /apikeys', 'DELETE /apikeys/k1', 'DELETE /apikeys/k2', 'DELETE /apikeys/k4'])
  })
})
