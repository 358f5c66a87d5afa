/** The user pools' password policy (infra/foundation/identity.ts), in words. */
export const PASSWORD_RULE = '12 characters or more, with upper and lower case, a digit and a symbol.'

const RULES: [RegExp, string][] = [
  [/.{12}/su, 'It needs 12 characters or more.'],
  [/[a-z]/, 'It needs a lower-case letter.'],
  [/[A-Z]/, 'It needs an upper-case letter.'],
  [/\d/, 'It needs a digit.'],
  [/[^A-Za-z0-9\s]/, 'It needs a symbol.'],
]

/** What a password still lacks; nothing while the field is empty. */
export function passwordProblem(password: string): string | undefined {
  if (password === '') return undefined
  return RULES.find(([rule]) => !rule.test(password))?.[1]
}
