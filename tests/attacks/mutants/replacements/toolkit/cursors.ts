import { openCursors } from '@tenantry/toolkit/cursors.ts'

/** A cursor says nothing of whose list it is a position of. */
export const boundToNothing: typeof openCursors = (table, system) => {
  const { encode, decode } = openCursors(table, system)
  return {
    encode: (_, position) => encode([], position),
    decode: (_, schema, text) => decode([], schema, text),
  }
}
