import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { countText, countWithShare, durationText, rateText } from '../../shared/app/amounts.ts'
import type { Health } from '../models.ts'
import { WINDOWS } from './course.ts'

/** How a tenant was served over all of the window. */
export function HealthFacts({ health: { window, total } }: { health: Health }) {
  const { requests, errors, serverErrors, throttles, p50Ms, p95Ms, p99Ms } = total
  const seconds = WINDOWS[window].lengthMs / 1000
  return (
    <Container header={<Header variant="h2">{WINDOWS[window].title}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Requests', value: `${countText(requests)}, ${rateText(requests, seconds)}` },
          { label: 'Errors', value: countWithShare(errors, requests) },
          { label: 'Server errors', value: countWithShare(serverErrors, requests) },
          { label: 'Throttled', value: countWithShare(throttles, requests) },
          { label: 'Latency, p50', value: durationText(p50Ms) },
          { label: 'Latency, p95', value: durationText(p95Ms) },
          { label: 'Latency, p99', value: durationText(p99Ms) },
        ]}
      />
    </Container>
  )
}
