import * as z from 'zod/mini'
import { Membership, newMembership, nextSequence } from '../people/membership.ts'
import type { HeldPerson } from '../people/people.ts'
import { ExportUnusable } from './export-folder.ts'
import { itemOfLine } from './export-line.ts'
import { linesOf } from './export-lines.ts'
import type { DataServices, PeopleOfTenant, RunOperation } from './operation.ts'

/**
 * Brings back the people of an export. Who still has their account is a member again as they were; who has none gets a new one, with a
 * temporary password by mail; where the address belongs to another account by now, its person is invited and accepts by signing in.
 */
export const restorePeople: RunOperation<'restore-people'> = async (services, { tenantId, exportId, cursor }) => {
  const { folderOf, peopleOf, hasTime } = services
  const [folder, people] = await Promise.all([folderOf(tenantId, exportId), peopleOf(tenantId)])
  const { files } = await folder.manifest()
  let members = 0
  for (const [index, file] of files.entries()) {
    if (file.store !== 'memberships' || index < (cursor?.file ?? 0)) continue
    let byte = index === cursor?.file ? cursor.byte : 0
    for await (const line of linesOf(await folder.read(file.name, byte), byte)) {
      if (!hasTime()) return { cursor: { file: index, byte }, members }
      await restoreMember(services, people, memberOf(tenantId, line.text, file.name))
      byte = line.end
      members++
    }
  }
  return { cursor: null, members }
}

function memberOf(tenantId: string, text: string, file: string): Membership {
  const member = z.safeParse(Membership, itemOfLine(text))
  if (!member.success || member.data.tenantId !== tenantId)
    throw new ExportUnusable(`A line of ${file} is no member of ${tenantId}`)
  return member.data
}

/** A person who is a member already stays as they are. */
function restoreMember(
  { system }: Pick<DataServices, 'system'>,
  { memberships, people }: PeopleOfTenant,
  exported: Membership,
): Promise<void> {
  const { tenantId, email } = exported
  return people.alone(email, tenantId, async (held) => {
    const person = await held.createOrFind()
    const present = await memberships.get(tenantId, person.userId)
    const member = present ?? restored(exported, person, system.now())
    if (!present) await memberships.insert(member)
    await invite(memberships, held, member)
  })
}

function restored(exported: Membership, person: { userId: string; email: string; isNew: boolean }, now: number) {
  const { tenantId, role, state, invitedBy = null } = exported
  const at = new Date(now).toISOString()
  const fresh = newMembership(person, { tenantId, role, at, invitedBy })
  const disabled = state === 'disabled' ? { state } : {}
  if (person.isNew) return { ...fresh, ...disabled }
  if (person.userId !== exported.userId) return { ...fresh, ...disabled, mail: 'sent' as const }
  const { acceptedAt: _, ...kept } = exported
  return { ...kept, mail: 'sent' as const, sequence: nextSequence(exported, now) }
}

/** Mails the password of an account that nobody has the password of; once, unless the run breaks off in between. */
async function invite(memberships: PeopleOfTenant['memberships'], held: HeldPerson, member: Membership): Promise<void> {
  if (member.mail === 'sent' || member.state === 'disabled') return
  await held.sendPassword()
  await memberships.mailSent(member)
}
