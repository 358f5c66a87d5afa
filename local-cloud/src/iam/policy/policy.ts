/** The value of a condition key in a request; several values for multivalued keys. Undefined: the request does not carry the key. */
export type Lookup = (lowerCaseKey: string) => string | readonly string[] | undefined

/** Whether a request's value satisfies one value of a policy; `lookup` resolves the policy variables in the latter. */
export type Matches = (value: string, lookup: Lookup) => boolean

export interface Statement {
  sid: string | null
  effect: 'Allow' | 'Deny'
  /** Null in identity policies, which apply to whom they are attached to. */
  principals: PrincipalElement | null
  action: (lowerCaseAction: string) => boolean
  resource: Matches
  /** All must hold. */
  conditions: ((lookup: Lookup) => boolean)[]
}

export type PrincipalElement = { everyone: true } | { everyone: false; aws: string[]; services: string[] }

/** A policy as the evaluator wants it: parsed, checked, and with its patterns compiled. */
export interface Policy {
  statements: Statement[]
}

/**
 * What a document may contain: identity policies (also session policies and permissions boundaries) name no principal; trust policies name no
 * resource.
 */
export type PolicyKind = 'identity' | 'trust' | 'resource'
