import type { CloudContext } from '../../core/cloud-context.ts'
import type { BillMeter } from '../../core/faces.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayResponseType } from './gateway-error.ts'

/** "You are not charged" for what a limit or a missing API key turns away. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-pricing.html */
const FREE = new Set<GatewayResponseType>(['THROTTLED', 'QUOTA_EXCEEDED', 'INVALID_API_KEY'])

export const isBilled = ({ error }: Pick<Exchange, 'error'>): boolean => !error || !FREE.has(error.responseType)

/** Bills a request that was answered. */
export const billRequest =
  ({ region }: Pick<CloudContext, 'region'>, meter: BillMeter) =>
  (exchange: Exchange): void => {
    if (!isBilled(exchange)) return
    const { stage, startedAt } = exchange
    const { apiId, name } = stage
    const resource = `arn:aws:apigateway:${region}::/restapis/${apiId}/stages/${name}`
    meter.add({ item: 'apiGatewayRequests', resource, amount: 1, at: startedAt })
  }
