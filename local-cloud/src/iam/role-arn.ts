/** `arn:aws:iam::<account>:role/<path/><name>` → name. */
export const roleNameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1)
