import type { CloudContext } from '../core/cloud-context.ts'

type Place = Pick<CloudContext, 'accountId' | 'region'>

export const DEFAULT_BUS = 'default'

export const busArn = ({ accountId, region }: Place, name: string): string =>
  `arn:aws:events:${region}:${accountId}:event-bus/${name}`

/** Rules of the default bus have no bus in their ARN. */
export const ruleArn = ({ accountId, region }: Place, bus: string, name: string): string =>
  `arn:aws:events:${region}:${accountId}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${name}`

/** The API takes a bus by name or by ARN. */
export const busName = (nameOrArn: string | undefined): string => nameOrArn?.split('event-bus/').at(-1) || DEFAULT_BUS
