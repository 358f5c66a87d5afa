import Link from '@cloudscape-design/components/link'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { useTenantName } from './use-tenant-name.ts'

export interface TenantLinkProps {
  tenantId: string
  /** The page of the tenant that it leads to. */
  href: string
}

/** A tenant of which only the id is known: its name, as soon as it is there. */
export function TenantLink({ tenantId, href }: TenantLinkProps) {
  const follow = useFollow()
  const name = useTenantName(tenantId)
  return (
    <Link href={href} onFollow={follow}>
      {name}
    </Link>
  )
}
