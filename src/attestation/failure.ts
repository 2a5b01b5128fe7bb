/** What a failed read says of what was to be read. Knows transports by the names of their errors alone, to load none. */
import {ContentError} from '../oci/store.ts';

/**
 * - `bad`: it was read, and is not what was named
 * - `unread`: nobody could look, or nobody was willing to look at so much
 */
export type Failure = 'bad' | 'unread';

const UNREAD = new Set([
  'CredentialsError',
  'DiscoveryError',
  'LayoutError',
  'PatienceError',
  'ProxyError',
  'ReachError',
  'RegistryError'
]);

/** What it says; undefined for a mistake of this program and for a cancelled run, which belong to nobody's verdict. */
export function classifyFailure(error: unknown): Failure | undefined {
  if (error instanceof ContentError) return classifyCode(error.code);
  return error instanceof Error && UNREAD.has(error.name) ? 'unread' : undefined;
}

function classifyCode(code: ContentError['code']): Failure {
  switch (code) {
    case 'digest-mismatch':
    case 'size-mismatch':
    case 'malformed':
      return 'bad';
    // A registry may still be about to show what was just pushed; a limit of ours is nobody's fault.
    case 'missing':
    case 'too-large':
      return 'unread';
  }
}
