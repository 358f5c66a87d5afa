import { errorsOf } from './logged-errors.ts'

/** An answer of an API, body parsed; that of a failure of ours says what was logged, too. */
export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever came back
  body: any
}

/** A client of one API, with the caller's access token, or with what gives one at each call. */
export function client(baseUrl: string, token?: string | (() => Promise<string>)) {
  const base = baseUrl.replace(/\/$/, '')
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const bearer = typeof token === 'function' ? await token() : token
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const logged = response.status >= 500 ? errorsOf(text) : []
    const read = text && parsed(text)
    return {
      status: response.status,
      headers: response.headers,
      body: logged.length > 0 && read instanceof Object ? { ...read, logged } : read,
    }
  }
  return {
    send,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown, headers?: Record<string, string>) => send('POST', path, body, headers),
    put: (path: string, body: unknown, headers?: Record<string, string>) => send('PUT', path, body, headers),
    delete: (path: string, headers?: Record<string, string>) => send('DELETE', path, undefined, headers),
  }
}

export type Client = ReturnType<typeof client>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
