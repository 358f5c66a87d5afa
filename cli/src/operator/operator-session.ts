import { Amplify } from 'aws-amplify'
import { fetchAuthSession } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { authConfiguration, memory } from '../system/sign-in.ts'
import type { OperatorTarget } from './operator-target.ts'
import type { SessionFile } from './session-file.ts'
import { signInOperator } from './sign-in-operator.ts'
import type { Terminal } from './terminal.ts'

export interface OperatorSession {
  /** An access token, renewed or that of a new sign-in where the one that was kept has expired. */
  token(): Promise<string>
  /** Another one, after this one was refused. */
  renew(): Promise<string>
}

/** An operator's session, kept in a file. Amplify keeps the tokens and renews them; it knows one person at a time. */
export function operatorSession(target: OperatorTarget, file: SessionFile, terminal: Terminal | null): OperatorSession {
  Amplify.configure(authConfiguration(target, target.operator))
  const items = memory(file.read())
  let kept: string | undefined
  cognitoUserPoolsTokenProvider.setKeyValueStorage(items.storage)

  async function open(forceRefresh: boolean): Promise<string> {
    const session = await fetchAuthSession({ forceRefresh })
    let token = session.tokens?.accessToken
    if (!token) {
      await items.storage.clear()
      file.remove()
      await signInOperator(target, terminal)
      token = (await fetchAuthSession()).tokens?.accessToken
    }
    if (!token) throw new Error('The sign-in ended without a token.')
    const access = token.toString()
    if (access !== kept) file.write(items.all())
    kept = access
    return access
  }
  return { token: () => open(false), renew: () => open(true) }
}
