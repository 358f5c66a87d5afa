import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { durationText } from '../../shared/app/amounts.ts'
import { ListTable } from '../../shared/app/list-table.tsx'
import type { Line } from './story-record.ts'
import './story-lines.css'

/** Levels that draw attention. */
const LOOKS: Record<string, StatusIndicatorProps.Type> = {
  FATAL: 'error',
  ERROR: 'error',
  CRITICAL: 'error',
  WARN: 'warning',
}

/** The lines that were logged on the way of a request, over all hops, in their order. */
export function StoryLines({ lines }: { lines: readonly Line[] }) {
  const first = Date.parse(lines[0]?.time ?? '')
  const rows = lines.map((line, at) => ({ ...line, at }))
  return (
    <ListTable
      label="Lines"
      header={
        <Header variant="h2" counter={`(${lines.length})`}>
          Lines
        </Header>
      }
      items={rows}
      rowId={({ at }) => String(at)}
      empty="No line was found. Lines are kept for a limited time."
      columns={[
        {
          id: 'message',
          header: 'Line',
          isRowHeader: true,
          minWidth: 220,
          cell: (line) => {
            const look = lookOf(line)
            return look ? <StatusIndicator type={look}>{line.message}</StatusIndicator> : line.message
          },
        },
        { id: 'function', header: 'Function', cell: ({ function: name }) => name },
        {
          id: 'time',
          header: 'Time in UTC',
          minWidth: 130,
          cell: ({ time }) => (
            <>
              <time dateTime={time}>{time.slice(11, 23)}</time>
              <Box color="text-body-secondary">after {durationText(Date.parse(time) - first)}</Box>
            </>
          ),
        },
        { id: 'fields', header: 'Fields', minWidth: 320, cell: (line) => <Fields line={line} /> },
      ]}
    />
  )
}

const lookOf = ({ level }: Line): StatusIndicatorProps.Type | undefined => LOOKS[level.toUpperCase()]

/** What else a line says; of an error it is shown at once. */
function Fields({ line }: { line: Line }) {
  const entries = Object.entries(line.fields)
  if (entries.length === 0) return '—'
  return (
    <ExpandableSection
      variant="inline"
      defaultExpanded={lookOf(line) === 'error'}
      headerText={
        <Box variant="span" fontSize="body-m" fontWeight="normal">
          {entries.length === 1 ? '1 field' : `${entries.length} fields`}
        </Box>
      }
    >
      <dl className="line-fields">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </ExpandableSection>
  )
}

/** A field as people read it: an error keeps the lines of its stack. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value)
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${textOf(member)}`)
    .join('\n')
}
