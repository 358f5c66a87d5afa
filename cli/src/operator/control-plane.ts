import * as z from 'zod'
import { api, Refused } from '../system/api.ts'
import type { OperatorSession } from './operator-session.ts'

type Query = Record<string, string | number | undefined>

/** The control plane's API as an operator calls it. Answers are parsed by their contract. */
export interface ControlPlane {
  get<S extends z.core.$ZodType>(path: string, answer: S, query?: Query): Promise<z.output<S>>
  post<S extends z.core.$ZodType>(path: string, answer: S, query?: Query): Promise<z.output<S>>
}

export function controlPlane(baseUrl: string, session: OperatorSession): ControlPlane {
  async function call(method: string, path: string): Promise<unknown> {
    try {
      return await api(baseUrl, session.token)(method, path)
    } catch (error) {
      // The session was ended elsewhere, or our clock is wrong: one more try with another token.
      if (!(error instanceof Refused) || error.status !== 401) throw error
      return await api(baseUrl, session.renew)(method, path)
    }
  }
  async function ask<S extends z.core.$ZodType>(method: string, path: string, answer: S, query: Query = {}) {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value))
    const answered = await call(method, search.size === 0 ? path : `${path}?${search}`)
    const parsed = z.safeParse(answer, answered)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Error(
      `The answer to ${method} ${path} does not have the form that this version expects: ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  return {
    get: (path, answer, query) => ask('GET', path, answer, query),
    post: (path, answer, query) => ask('POST', path, answer, query),
  }
}
