import * as z from 'zod'

/** A policy in a template: an object, checked by the policy compiler and kept as its JSON text. */
export const PolicyDocument = z.record(z.string(), z.unknown()).transform((document) => JSON.stringify(document))

export const PolicyName = z.string().regex(/^[\w+=,.@-]{1,128}$/)
export const IamPath = z.string().regex(/^\/([!-~]+\/)?$/, 'a path begins and ends with /')
