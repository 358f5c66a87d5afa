import { AwsError } from '../core/aws-error.ts'
import type { Position } from './stores/log-store.ts'

/** A place between events as a token of the API: `f/` reads on towards newer events, `b/` towards older ones. */
export const positionToken = (direction: 'f' | 'b', { timestamp, id }: Position): string =>
  `${direction}/${timestamp.toString(36)}-${id.toString(36)}`

/** Throws InvalidParameterException for what is no token of ours. */
export function readPositionToken(token: string): { direction: 'f' | 'b'; position: Position } {
  const match = /^([fb])\/([0-9a-z]+)-([0-9a-z]+)$/.exec(token)
  if (!match) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  const [, direction, timestamp = '', id = ''] = match
  return {
    direction: direction === 'b' ? 'b' : 'f',
    position: { timestamp: Number.parseInt(timestamp, 36), id: Number.parseInt(id, 36) },
  }
}
