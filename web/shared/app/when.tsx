const TO_THE_MINUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export interface WhenProps {
  at: string
  /** @default false */
  withSeconds?: boolean
}

/** A moment in the zone of whoever looks, and in UTC for whoever points at it. */
export function When({ at, withSeconds = false }: WhenProps) {
  return (
    <time className="when" dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {(withSeconds ? TO_THE_SECOND : TO_THE_MINUTE).format(new Date(at))}
    </time>
  )
}
