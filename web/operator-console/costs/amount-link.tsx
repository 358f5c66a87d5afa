import Link from '@cloudscape-design/components/link'
import { Amount } from '../../shared/app/amount.tsx'
import { useFollow } from '../../shared/app/app-frame.tsx'
import type { Picodollars } from '../../shared/app/dollars.ts'

/** An amount that leads to what it is made of; nothing is made of nothing. */
export function AmountLink({ of, href }: { of: Picodollars; href: string }) {
  const follow = useFollow()
  if (of === 0n) return <Amount of={of} />
  return (
    <Link href={href} onFollow={follow}>
      <Amount of={of} />
    </Link>
  )
}
