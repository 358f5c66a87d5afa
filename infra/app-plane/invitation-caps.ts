import type { Env } from '@tenantry/app-plane/users/env.ts'
import { CfnParameter } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type * as z from 'zod/mini'

type Cap = Extract<keyof z.infer<typeof Env>, `INVITATIONS_${string}`>

const CAPS: Record<Cap, { id: string; description: string; cap: number }> = {
  INVITATIONS_PER_ADDRESS: {
    id: 'InvitationsPerAddress',
    description: 'Invitations that one address gets in ten minutes, from all tenants together',
    cap: 5,
  },
  INVITATIONS_PER_ADDRESS_A_DAY: {
    id: 'InvitationsPerAddressADay',
    description: 'Invitations that one address gets in a day, from all tenants together',
    cap: 20,
  },
  INVITATIONS_PER_TENANT: {
    id: 'InvitationsPerTenant',
    description: 'Invitations that one tenant sends in a minute',
    cap: 100,
  },
  INVITATIONS_PER_TENANT_A_DAY: {
    id: 'InvitationsPerTenantADay',
    description: 'Invitations that one tenant sends in a day',
    cap: 1000,
  },
}

/** How many invitations may be mailed, as the environment of a function that mails them. */
export function invitationCaps(scope: Construct): Record<Cap, string> {
  const values = Object.entries(CAPS).map(([name, { id, description, cap }]) => [
    name,
    new CfnParameter(scope, id, { description, type: 'Number', default: cap, minValue: 1 }).valueAsString,
  ])
  return Object.fromEntries(values)
}
