/** One call that somebody makes, and the one answer that is right. */
export interface Attempt {
  /** What is called: `GET /users/{id}`, `dynamodb:GetItem app-plane-Outbox`. */
  operation: string
  /** As whom. */
  role: string
  /** What is wrong with the call; for a control, that nothing is. */
  mutation: string
  /** The exact answer, for example `404 NOT_FOUND` or `AccessDeniedException`. */
  expected: string
  /** Makes the call; answers in the words of `expected`. */
  send(): Promise<string>
}

/** Attacks of one kind. Each operation that is attacked has a control: the same call, rightful, which succeeds. */
export interface AttackClass {
  name: string
  controls: Attempt[]
  attempts: Attempt[]
  /** What cannot be tried on this system, and why. */
  skipped: string[]
  /** Why the product has nothing of this kind. */
  nothingToAttack?: string
}

/** Distinct for each operation × role × mutation of a class. */
export const nameOf = (attempt: Pick<Attempt, 'operation' | 'role' | 'mutation'>): string =>
  `${attempt.operation} · ${attempt.role} · ${attempt.mutation}`
