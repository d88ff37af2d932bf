/** What is wrong with the fields of a request, for whoever sent it: each with its value and what to send instead. */
import { z } from 'zod';
import type { FieldError } from './problem.ts';

/** A value this long is not said back. */
const SHOWN = 40;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text: put it in quotation marks',
  boolean: 'true or false',
  array: 'a list: […]',
  object: 'an object: {…}',
};

export function shown(value: unknown): string {
  // Nested deep enough, it would take more stack than there is to write it out.
  if (typeof value === 'object' && value !== null) return 'this';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? 'this' : text;
}

/** @param sent the whole request: `k=abc` is NaN by the time it is found to be no number. */
export function plainly(sent: unknown): z.core.$ZodErrorMap {
  return (issue) => {
    if (issue.input === undefined) return 'is missing';
    const given = shown(valueAt(sent, issue.path ?? []));
    const owner = issue.schema ?? issue.inst;
    if (owner instanceof z.ZodNumber) {
      return `${given} is not a whole number from ${owner.minValue} to ${owner.maxValue}`;
    }
    switch (issue.code) {
      case 'unrecognized_keys':
        return `There is no such field: there are ${Object.keys((owner as z.ZodObject).shape).join(', ')}`;
      case 'invalid_value':
        return `${given} is not one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
      case 'invalid_type':
        return `${given} is not ${KINDS[issue.expected] ?? `of the type ${issue.expected}`}`;
      case 'too_big':
        return tooLong(issue.input, issue.maximum);
      default:
        return undefined;
    }
  };
}

function tooLong(input: unknown, most: number | bigint): string {
  const { length } = input as string | readonly unknown[];
  const units = typeof input === 'string' ? 'characters' : 'entries';
  return `has ${length.toLocaleString('en')} ${units}: send ${most.toLocaleString('en')} at most`;
}

export function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { message, path } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.') || 'body', message }];
  return issue.keys.map((key) => ({ field: [...path, key].join('.'), message }));
}

const valueAt = (sent: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], sent) ?? null;
