const withTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A moment in the zone of whoever looks, and in UTC for whoever points at it. */
export function When({ at }: { at: string }) {
  return (
    <time className="when" dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {withTime.format(new Date(at))}
    </time>
  )
}
