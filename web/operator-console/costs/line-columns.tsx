import Box from '@cloudscape-design/components/box'
import type { CostLineView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { Amount } from '../../shared/app/amount.tsx'
import { parseDollars } from '../../shared/app/dollars.ts'
import type { Column } from '../../shared/app/list-table.tsx'

/** A line of the bill, and how the part came about that the last column shows under this header. */
export const lineColumns = (part: string): Column<CostLineView>[] => [
  {
    id: 'line',
    header: 'Line',
    isRowHeader: true,
    minWidth: 200,
    cell: ({ usageType, resource }) => (
      <div className="long-name">
        {usageType}
        {resource !== null && (
          <Box color="text-body-secondary" fontWeight="normal">
            <span title={resource}>{resourceName(resource)}</span>
          </Box>
        )}
      </div>
    ),
  },
  { id: 'time', header: 'Time, in UTC', minWidth: 110, cell: ({ start, end }) => timeText(start, end) },
  { id: 'lineCost', header: 'Cost of the line', cell: ({ lineCost }) => <Amount of={parseDollars(lineCost)} /> },
  {
    id: 'driver',
    header: 'Shared by',
    minWidth: 140,
    cell: ({ driver }) => <span className="long-name">{driver ?? 'No driver'}</span>,
  },
  { id: 'quantity', header: 'Billed', cell: ({ quantity }) => figureText(quantity) },
  {
    id: 'metered',
    header: 'Metered ÷ whole',
    minWidth: 130,
    cell: ({ metered, whole }) =>
      metered === null || whole === null ? '—' : `${figureText(metered)} ÷ ${figureText(whole)}`,
  },
  { id: 'cost', header: part, cell: ({ cost }) => <Amount of={parseDollars(cost)} /> },
]

/** What tells a resource from others: all but the service, Region and account of its ARN. */
const resourceName = (arn: string): string => /^arn:(?:[^:]*:){4}(.+)$/.exec(arn)?.[1] ?? arn

/** Lines are of hours mostly, of one day, which may end with it. */
function timeText(start: string, end: string): string {
  const dayAndTime = (at: string) => at.slice(5, 16).replace('T', ' ')
  const [from, to] = [dayAndTime(start), dayAndTime(end)]
  const isOneDay = new Date(Date.parse(end) - 1).toISOString().slice(0, 10) === start.slice(0, 10)
  return isOneDay ? `${from.slice(6)} to ${to.slice(6)}` : `${from} to ${to}`
}

const figure = new Intl.NumberFormat(undefined, { maximumFractionDigits: 30 })
/** A decimal with separators and all of its digits. */
const figureText = (text: string | null): string => (text === null ? '—' : figure.format(text as `${number}`))
