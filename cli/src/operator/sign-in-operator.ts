import { confirmSignIn, signIn } from 'aws-amplify/auth'
import type { OperatorTarget } from './operator-target.ts'
import type { Terminal } from './terminal.ts'

/** Codes of an authenticator app that may be wrong. */
const CODE_TRIES = 3

/** Signs an operator in by SRP, with Amplify as it is configured: with what the endpoints file says, or by asking. Throws an Error that says what to do. */
export async function signInOperator(
  { operator, controlPlaneApi, console }: OperatorTarget,
  terminal: Terminal | null,
) {
  const ask = (what: 'ask' | 'askHidden', question: string) => {
    if (terminal) return terminal[what](question)
    throw new Error(
      `Nobody is signed in to ${controlPlaneApi}, and there is no terminal to ask for a password. Run this command once in a terminal: it keeps the session.`,
    )
  }
  const username = operator.username ?? (await ask('ask', `Operator of ${controlPlaneApi}, e-mail: `)).trim()
  const password = operator.password ?? (await ask('askHidden', `Password of ${username}: `))
  let { nextStep } = await signIn({ username, password })
  for (let tries = 1; nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_TOTP_CODE'; tries++) {
    const challengeResponse = (await ask('ask', 'Code of your authenticator app: ')).trim()
    try {
      ;({ nextStep } = await confirmSignIn({ challengeResponse }))
    } catch (error) {
      if (tries === CODE_TRIES || !isWrongCode(error)) throw error
    }
  }
  if (nextStep.signInStep === 'DONE') return
  const where = console === undefined ? 'in the console' : `at ${console}`
  throw new Error(`${username} has to choose a password or set up an authenticator app first. Sign in ${where} once.`)
}

const isWrongCode = (error: unknown): boolean =>
  error instanceof Error && ['CodeMismatchException', 'EmptyChallengeResponse'].includes(error.name)
