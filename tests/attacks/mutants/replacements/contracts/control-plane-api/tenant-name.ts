import type { unfitCharacter } from '@tenantry/contracts/control-plane-api/tenant-name.ts'

export const everyCharacterFits: typeof unfitCharacter = () => null
