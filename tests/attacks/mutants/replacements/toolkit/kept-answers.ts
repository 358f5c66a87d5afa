import { answerOnce } from '@tenantry/toolkit/kept-answers.ts'

export const keyIgnored: typeof answerOnce = (_shelf, _request, work) => work()

/** Whatever was answered under the key was answered to this request. */
export const contentIgnored: typeof answerOnce = (shelf, request, work, services) =>
  answerOnce(shelf, { ...request, content: null }, work, services)

/** People of a tenant share their keys. */
export const personIgnored: typeof answerOnce = (shelf, request, work, services) =>
  answerOnce(shelf, { ...request, caller: {} }, work, services)
