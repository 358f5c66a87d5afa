import StatusIndicator from '@cloudscape-design/components/status-indicator'

const FEW = 5

/** The number of items left, marked when it is low. */
export function Stock({ count }: { count: number }) {
  if (count === 0) return <StatusIndicator type="error">Out of stock</StatusIndicator>
  if (count <= FEW) return <StatusIndicator type="warning">{count} left</StatusIndicator>
  return <>{count.toLocaleString()}</>
}
