import assert from 'node:assert/strict';
import {mkdtemp} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {describeFailure} from '../../../src/action/failure.ts';
import {InvalidPlatformError} from '../../../src/oci/platform.ts';

describe('describeFailure', () => {
  it('says what the operating system refused, and calls it no bug', async () => {
    const error: unknown = await mkdtemp('/nowhere/at/all/x-').catch((reason: unknown) => reason);
    const {message} = describeFailure(error, 'inputs', false);
    assert.match(message, /^The operating system refused what this step needs of it: ENOENT: .*\/nowhere/);
    assert.match(message, /\nCheck that the runner's disk/);
    assert.doesNotMatch(message, /bug|failure\.test/);
  });

  it('keeps the words of an error that explains itself', () => {
    const {message} = describeFailure(new InvalidPlatformError('x'), 'plan', false);
    assert.match(message, /^"x" is not a platform/);
  });

  it('calls everything else a bug, and keeps its stack', () => {
    const {message} = describeFailure(new TypeError('x is not a function'), 'verify', false);
    assert.match(message, /^This is a bug.*\nTypeError: x is not a function\n +at /);
  });

  it('does not blame what was cancelled', () => {
    assert.match(describeFailure(new Error('x'), 'verify', true).message, /^The step was cancelled/);
  });
});
