import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { askedOf } from '@tenantry/contracts/service/entitlement.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { PLATFORM_ENTITLEMENTS } from '../../shared/tiers/entitlement-label.ts'

const asked = askedOf([...SERVICES, ...PLATFORM_SERVICES])

/** What operators are offered for tiers: what the platform knows, and what services ask for. They may type others. */
export const KNOWN_ENTITLEMENTS: readonly string[] = [...PLATFORM_ENTITLEMENTS, ...asked.entitlements]
export const KNOWN_ALLOWANCES: readonly string[] = asked.allowances
