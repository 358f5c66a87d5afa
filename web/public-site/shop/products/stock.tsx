import StatusIndicator from '@cloudscape-design/components/status-indicator'

const FEW = 5

/** How many are left, and whether that is something to look after. */
export function Stock({ count }: { count: number }) {
  if (count === 0) return <StatusIndicator type="error">Out of stock</StatusIndicator>
  if (count <= FEW) return <StatusIndicator type="warning">{count} left</StatusIndicator>
  return <>{count.toLocaleString()}</>
}
