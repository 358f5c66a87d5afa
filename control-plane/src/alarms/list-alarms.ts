import type { AlarmView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { Acknowledgements } from './acknowledgements.ts'
import type { DeployedAlarm, DeployedAlarms } from './deployed-alarms.ts'

const LIST = ['alarms']
const Position = z.strictObject({ after: z.string() })

const RANKS: Record<DeployedAlarm['state'], number> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 }
/** The latest moment that a date can have has so many milliseconds. */
const LATEST_MS = 8.64e15

/** Those that fire first, and the latest change first. One that changes its state between two pages may come twice, or not at all. */
const positionOf = ({ state, since, name }: DeployedAlarm): string =>
  `${RANKS[state]}#${String(LATEST_MS - Date.parse(since)).padStart(16, '0')}#${name}`

interface Services {
  alarms: Pick<DeployedAlarms, 'all'>
  acknowledged: Pick<Acknowledgements, 'of'>
  cursors: Cursors
}

/** A page of the alarms of the deployment, with who has taken them on. */
export const listAlarms =
  ({ alarms, acknowledged, cursors }: Services): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : (await cursors.decode(LIST, Position, query.cursor)).after
    const rest = (await alarms.all())
      .map((alarm) => ({ alarm, position: positionOf(alarm) }))
      .filter(({ position }) => position > after)
      .sort((one, other) => (one.position < other.position ? -1 : 1))
    const shown = rest.slice(0, limit)
    const known = await acknowledged.of(shown.map(({ alarm }) => alarm))
    const last = shown.at(-1)
    const page: Page<AlarmView> = {
      items: shown.map(({ alarm }) => ({ ...alarm, acknowledged: known.get(alarm.name) ?? null })),
      nextCursor: last && rest.length > limit ? await cursors.encode(LIST, { after: last.position }) : null,
    }
    return ok(page)
  }
