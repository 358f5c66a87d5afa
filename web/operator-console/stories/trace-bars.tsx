import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { CSSProperties } from 'react'
import { durationText } from '../../shared/app/amounts.ts'
import { Copyable } from '../../shared/app/copyable.tsx'
import type { Story } from '../models.ts'
import { type Segment, type TraceRow, traceRows } from './trace-rows.ts'
import './trace-bars.css'

/** The trace of a request as bars: when each part of it ran, and how long. */
export function TraceBars({ trace }: { trace: Story['trace'] }) {
  return (
    <Container
      header={
        <Header variant="h2" description={trace && <Copyable value={trace.traceId} label="the trace's id" />}>
          Trace
        </Header>
      }
    >
      {trace ? (
        <ol className="trace-bars" aria-label="Parts of the trace">
          {traceRows(trace.segments).map((row) => (
            <TraceBar key={row.segment.id} row={row} />
          ))}
        </ol>
      ) : (
        <Box color="text-body-secondary">
          This request was not sampled, so there is no trace. The lines show what happened.
        </Box>
      )}
    </Container>
  )
}

function TraceBar({ row: { segment, depth, begin, length } }: { row: TraceRow }) {
  const { name, startMs, endMs } = segment
  const place = { '--depth': depth, '--begin': begin, '--length': length } as CSSProperties
  return (
    <li style={place}>
      <div className="trace-name">
        {hasFailed(segment) ? <StatusIndicator type="error">{name}</StatusIndicator> : name}
      </div>
      <div className="trace-took">{durationText(endMs - startMs)}</div>
      <div className="trace-track" aria-hidden="true">
        <div className={hasFailed(segment) ? 'trace-bar trace-bar-fault' : 'trace-bar'} />
      </div>
    </li>
  )
}

const hasFailed = ({ error, fault }: Segment): boolean => error || fault
