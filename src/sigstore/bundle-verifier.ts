/** Verifies the same bundle once, from however many places it comes. Knows no place. */
import {createHash} from 'node:crypto';
import {JsonError, parseJson} from '../oci/json.ts';
import type {SignaturePolicy} from './signature-policy.ts';
import {verifyBundle} from './verify.ts';
import type {SignatureVerification} from './verify.ts';

export type VerifyBundle = (bytes: Uint8Array) => Promise<SignatureVerification>;

/**
 * As `verifyBundle` by this policy. Bytes that hold the same JSON, value by value and in the same order, were verified
 * already: certificates alone take some 30 ms, and GitHub's API and registries give out what they were given.
 */
export function createBundleVerifier(policy: SignaturePolicy): VerifyBundle {
  const verified = new Map<string, Promise<SignatureVerification>>();
  return bytes => {
    const key = digestContent(bytes);
    const known = key === undefined ? undefined : verified.get(key);
    if (known !== undefined) return known;
    const verification = verifyBundle(bytes, policy);
    if (key !== undefined) verified.set(key, verification);
    return verification;
  };
}

/** Undefined for what is no JSON. */
function digestContent(bytes: Uint8Array): string | undefined {
  try {
    const content = JSON.stringify(parseJson(bytes, {bytes: Infinity}));
    return createHash('sha256').update(content).digest('hex');
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
