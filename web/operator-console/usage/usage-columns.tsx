import Box from '@cloudscape-design/components/box'
import { amountText, bytesText, countText, countWithShare, durationText } from '../../shared/app/amounts.ts'
import { Lines } from '../../shared/app/lines.tsx'
import type { Column } from '../../shared/app/list-table.tsx'
import type { Usage } from '../models.ts'

/** Milliseconds × megabytes in a gigabyte-second, by which Lambda is billed. */
const MB_MS_OF_GB_S = 1000 * 1024

export const usageKey = ({ from, service, operation }: Usage): string => [from, service, operation].join(' ')

/** What a tenant used of an operation in an interval. */
export const USAGE_COLUMNS: Column<Usage>[] = [
  {
    id: 'operation',
    header: 'Operation',
    isRowHeader: true,
    minWidth: 160,
    cell: ({ service, operation }) => (
      <div className="long-name">
        {operation}
        <Box color="text-body-secondary" fontWeight="normal">
          {service}
        </Box>
      </div>
    ),
  },
  {
    id: 'from',
    header: 'From, in UTC',
    minWidth: 125,
    cell: ({ from }) => <time dateTime={from}>{from.slice(0, 16).replace('T', ' ')}</time>,
  },
  { id: 'requests', header: 'Requests', cell: ({ requests }) => countText(requests) },
  { id: 'errors', header: 'Errors', cell: ({ errors, requests }) => countWithShare(errors, requests) },
  { id: 'throttles', header: 'Throttled', cell: ({ throttles, requests }) => countWithShare(throttles, requests) },
  { id: 'p95', header: 'p95', cell: ({ p95Ms }) => durationText(p95Ms) },
  {
    id: 'work',
    header: 'Units, GB-s',
    minWidth: 132,
    cell: ({ readUnits, writeUnits, mbMs }) => (
      <Lines
        texts={[
          `${amountText(readUnits)} read`,
          `${amountText(writeUnits)} written`,
          `${amountText(mbMs / MB_MS_OF_GB_S)} GB-s`,
        ]}
      />
    ),
  },
  {
    id: 'bytes',
    header: 'Bytes',
    minWidth: 110,
    cell: ({ bytesIn, bytesOut, logBytes }) => (
      <Lines texts={[`${bytesText(bytesIn)} in`, `${bytesText(bytesOut)} out`, `${bytesText(logBytes)} log`]} />
    ),
  },
]
