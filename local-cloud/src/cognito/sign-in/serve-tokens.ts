import { AwsError } from '../../core/aws-error.ts'
import { type HttpAnswer, type HttpRequest, jsonAnswer } from '../../core/cloud-service.ts'
import type { Iam } from '../../core/faces.ts'
import { isLoopback } from '../../core/loopback.ts'
import { type TokenNeeds, tokensWithoutPassword } from './tokens-without-password.ts'

/** No bucket can be called so: a request for an object never comes here. */
export const TOKENS_PATH = '/.local/tokens'

type Needs = TokenNeeds & { iam: Pick<Iam, 'authenticate'> }

/** Tokens of a person without their password, for whoever signs as the account itself. Undefined for another request. */
export function serveTokens(services: Needs) {
  const { iam } = services
  const tokens = tokensWithoutPassword(services)
  return (request: HttpRequest): Promise<HttpAnswer> | undefined => {
    if (request.method !== 'POST' || request.url.split('?')[0] !== TOKENS_PATH) return undefined
    return answer(request)
  }

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    try {
      const caller = iam.authenticate({ ...request, headers: singleHeaders(request) })
      if (caller.kind !== 'root' || !isLoopback(request.headers.host)) {
        throw new AwsError('AccessDeniedException', 'Tokens without a password are for the account itself.', 403)
      }
      return jsonAnswer(200, await tokens(parseBody(request.body)))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      return jsonAnswer(error.status, { code: error.code, message: error.message })
    }
  }
}

/** A header that was sent twice has its first value alone, which is then what the signature is about. */
const singleHeaders = ({ headers }: HttpRequest) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values?.[0]]))

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.')
  }
}
