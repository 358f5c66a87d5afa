import type { likenessesOf } from '@tenantry/control-plane/tenants/likenesses.ts'

/** Names that look alike are as good as different ones. */
export const looksIgnored: typeof likenessesOf = () => []
