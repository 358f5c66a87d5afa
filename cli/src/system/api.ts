/** A call that the API refused. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(call: string, status: number, body: { code?: string; message?: string; requestId?: string }) {
    const request = body.requestId === undefined ? '' : ` (request ${body.requestId})`
    super(`${call}: ${status} ${body.code ?? ''} ${body.message ?? ''}${request}`)
    this.status = status
    this.code = body.code ?? ''
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shapes of the OpenAPI document
export type Send = (method: string, path: string, body?: unknown) => Promise<any>

/** Sends one call, and throws Refused for any answer but a good one. */
export function api(baseUrl: string, token?: () => Promise<string>): Send {
  const base = baseUrl.replace(/\/$/, '')
  return async (method, path, body) => {
    const authorization = token && { authorization: `Bearer ${await token()}` }
    const response = await reach(base, path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...authorization },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = parseAnswer(await response.text())
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer)
    return answer
  }
}

async function reach(base: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`${base}${path}`, request)
  } catch (error) {
    // What went wrong with the connection is the cause; the error itself says no more than "fetch failed".
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new Error(`${base} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** A load balancer or proxy on the way may answer in something else than JSON. */
function parseAnswer(text: string) {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return { message: text.slice(0, 200) }
  }
}
