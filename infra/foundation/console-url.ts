import { Stack } from 'aws-cdk-lib'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { BASE_PARAMETERS } from '../names.ts'

/** Of stacks that are told otherwise. */
const told = new WeakMap<Stack, string>()

/**
 * Where the operator console is, with a slash at the end; a slash alone before anybody knows. The web is deployed after the planes, so a deployment tells the base of the
 * one before.
 */
export const consoleUrl = (scope: Construct): string =>
  told.get(Stack.of(scope)) ?? StringParameter.valueForStringParameter(scope, BASE_PARAMETERS.consoleUrl)

/** Who makes a silo tells it where the console is: its role reads no parameters. */
export const tellConsoleUrl = (stack: Stack, url: string): void => void told.set(stack, url)
