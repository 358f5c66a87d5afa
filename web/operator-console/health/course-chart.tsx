import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import LineChart from '@cloudscape-design/components/line-chart'
import type { Interval } from '../intervals/interval.ts'
import type { Point } from './course.ts'

export interface CourseChartProps {
  title: string
  /** What the window covers. */
  span: Interval
  /** Shown by two lines, where it lies in the window. */
  marked: Interval | null
  series: { title: string; color: string; data: Point[] }[]
  /** A value as people read it. */
  text(value: number): string
  empty: string
}

/** Figures in the course of a window. */
export function CourseChart({ title, span, marked, series, text, empty }: CourseChartProps) {
  const domain = [new Date(span.from), new Date(span.to)] as const
  const highest = Math.max(0, ...series.flatMap(({ data }) => data.map(({ y }) => y)))
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <LineChart<Date>
        series={[
          ...series.map((one) => ({ ...one, type: 'line' as const, valueFormatter: text })),
          ...(marked ? marksOf(marked, domain) : []),
        ]}
        xDomain={domain}
        yDomain={[0, highest === 0 ? 1 : highest * 1.1]}
        xScaleType="time"
        xTickFormatter={timeText(span)}
        yTickFormatter={text}
        xTitle="Time in UTC"
        ariaLabel={title}
        height={200}
        hideFilter
        empty={empty}
        noMatch={empty}
      />
    </Container>
  )
}

function marksOf({ from, to }: Interval, [first, last]: readonly [Date, Date]) {
  return [
    { title: 'From', x: new Date(from) },
    { title: 'To', x: new Date(to) },
  ]
    .filter(({ x }) => x >= first && x <= last)
    .map((mark) => ({ ...mark, type: 'threshold' as const, color: 'var(--ink-soft)' }))
}

/** Times of a day, with their day where there are several. */
const timeText =
  ({ from, to }: Interval) =>
  (at: Date): string => {
    const time = at.toISOString().slice(11, 16)
    return from.slice(0, 10) === to.slice(0, 10) ? time : `${at.toISOString().slice(5, 10)}\n${time}`
  }
