import type { OnUse } from '../../core/use.ts'
import type { ApiKeyStore } from '../stores/api-key-store.ts'
import { isBilled } from './bill-request.ts'
import type { Exchange } from './exchange.ts'

/** Tells of a request that was answered. A key that was not asked for yet, since the caller was refused before, counts as used. */
export const countRequest =
  (keys: Pick<ApiKeyStore, 'byValue'>, onUse: OnUse) =>
  (exchange: Exchange, status: number): void => {
    const { apiKey, authorizer, startedAt, requestId, request, method } = exchange
    const named = authorizer?.usageIdentifierKey
    onUse({
      type: 'request',
      at: startedAt,
      requestId,
      method: request.method,
      route: method?.resourcePath ?? null,
      status,
      apiKeyId: apiKey?.id ?? (named ? keys.byValue(named)?.id : undefined) ?? null,
      authorizerRequestId: exchange.authorizerRequestId,
      functionRequestId: exchange.integrationRequestId,
      isBilled: isBilled(exchange),
      traceHeader: exchange.traceId,
      logBytes: exchange.logBytes,
    })
  }
