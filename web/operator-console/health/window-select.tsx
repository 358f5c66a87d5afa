import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { HEALTH_WINDOWS } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { WINDOWS } from './course.ts'
import type { HealthChoice } from './use-health-window.ts'

/** How far back the health is shown. */
export function WindowSelect({ choice }: { choice: HealthChoice }) {
  return (
    <SegmentedControl
      label="Window"
      selectedId={choice.window}
      options={HEALTH_WINDOWS.map((id) => ({ id, text: WINDOWS[id].label }))}
      onChange={({ detail }) => {
        const window = HEALTH_WINDOWS.find((one) => one === detail.selectedId)
        if (window) choice.choose(window)
      }}
    />
  )
}
