/** A tenant's name as it may stand in a mail: strangers choose it, so it ends no line and fills none of Cognito's placeholders. */
export const mailName = (tenantName: string): string =>
  tenantName
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
