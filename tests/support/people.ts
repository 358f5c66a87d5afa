import type { HeldPerson, People } from '@tenantry/app-plane/people/people.ts'

const unasked = () => Promise.reject(new Error('not asked for'))

/** People of whom each can do what a test is about; nobody holds an address. */
export function testPeople(
  can: Partial<{
    [K in keyof HeldPerson]: (email: string, ...args: Parameters<HeldPerson[K]>) => ReturnType<HeldPerson[K]>
  }>,
): People {
  return {
    signOut: unasked,
    alone: (email, _tenantId, work) =>
      work({
        createOrFind: () => can.createOrFind?.(email) ?? unasked(),
        find: () => can.find?.(email) ?? unasked(),
        sendPassword: () => can.sendPassword?.(email) ?? unasked(),
        leave: (userId) => can.leave?.(email, userId) ?? unasked(),
      }),
  }
}
