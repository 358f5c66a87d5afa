import type { ErrorShape } from '../core/service.ts'

/** Lambda writes the message of its older errors with a capital letter. */
const CAPITAL_MESSAGE = new Set(['AccessDeniedException', 'ResourceNotFoundException', 'ServiceException'])

export const errorShape = (code: string): ErrorShape => ({
  messageMember: CAPITAL_MESSAGE.has(code) ? 'Message' : 'message',
})
