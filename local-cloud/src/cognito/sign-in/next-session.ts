import type { CognitoServices } from '../services.ts'
import type { Challenge } from '../stores/challenge-store.ts'

type Needs = Pick<CognitoServices, 'context' | 'clients' | 'challenges'>

/** Opens a session for a challenge, which lives as long as the client says; the one that it follows is used up. */
export function nextSession({ context, clients, challenges }: Needs) {
  return (clientId: string, challenge: Challenge, before?: string): string => {
    if (before !== undefined) challenges.take(clientId, before, challenge.name)
    const session = context.ids.bytes(96).toString('base64url')
    challenges.open(clientId, session, challenge, clients.get(clientId).config.AuthSessionValidity)
    return session
  }
}
