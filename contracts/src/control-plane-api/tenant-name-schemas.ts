import * as z from 'zod/mini'
import { unfitCharacter } from './tenant-name.ts'

/** A tenant's name as people write it: trimmed, in Unicode NFC. Names that look alike are one name: see the control plane's `likenessesOf`. */
export const TenantName = z.string().check(
  z.trim(),
  z.normalize('NFC'),
  z.regex(/^.{1,64}$/su, { error: 'must have 1 to 64 characters', abort: true }),
  z.refine((name) => unfitCharacter(name) === null, {
    error: ({ input }) => unfitCharacter(String(input)) ?? undefined,
    abort: true,
  }),
  z.regex(/[\p{L}\p{N}\p{S}\p{P}]/u, 'must have a visible character'),
  // Some letters stand for whole phrases; a name's claim must fit into a DynamoDB key.
  z.refine((name) => name.normalize('NFKC').length <= 256, 'must have 1 to 64 characters'),
)

export const RenameBody = z.strictObject({ name: TenantName }).register(z.globalRegistry, { id: 'RenameBody' })

/** Days that a name which a tenant gave up leads its people to the sign-in, and that nobody else can have it. */
export const FORMER_NAME_DAYS = 30
