import { answerOf, type Call, type Reply, send } from './http.ts'
import type { Route } from './route.ts'

/** The path's parameters, and what stands between them. */
const PARAMETERS = /\{\w+\}(.*\{\w+\})?/

export interface RouteCall {
  /** Replaces the path's parameter, or its parameters and what is between them; goes over the wire as it is. */
  id?: string
  /** With its question mark. */
  query?: string
  token?: string | undefined
  headers?: Record<string, string>
  body?: unknown
}

/** Calls a route and answers in the words of an expectation; an answer that shows one of the canaries says so. */
export async function callRoute(
  canaries: string[],
  baseUrl: string,
  route: Pick<Route, 'method' | 'path'>,
  call: RouteCall,
): Promise<string> {
  const { id = '', query = '', ...rest } = call
  const request: Call = { method: route.method, path: `${route.path.replace(PARAMETERS, id)}${query}`, ...rest }
  return answerIn(canaries, request, await send(baseUrl, request))
}

/** A canary in an answer is a leak, unless the request had said it. */
export function answerIn(canaries: string[], request: Call, reply: Reply): string {
  const asked = JSON.stringify(request)
  const shown = canaries.find((canary) => reply.text.includes(canary) && !asked.includes(canary))
  return shown ? `${answerOf(reply)} shows ${shown}` : answerOf(reply)
}
