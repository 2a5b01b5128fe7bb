/** What can be wrong with an OCI layout as a folder. Its content has an error of its own, `ContentError`. */

/**
 * - `not-a-layout`: no folder, or one without `oci-layout` or `index.json`
 * - `malformed`: `oci-layout` or `index.json` does not say what it should
 * - `too-large`: more bytes or manifests than this program is willing to read
 * - `not-a-file`: a symbolic link, or anything else that is no plain file or folder where one should be
 * - `ambiguous`: one tag for two different manifests, or several results of which none is known to be meant
 * - `unreadable`: the operating system refused; `cause` says why
 */
export type LayoutErrorCode =
  'not-a-layout' | 'malformed' | 'too-large' | 'not-a-file' | 'ambiguous' | 'unreadable';

/** The layout could not be read. Callers branch on `code`. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
  readonly path: string;
  readonly code: LayoutErrorCode;

  constructor(path: string, code: LayoutErrorCode, message: string, options?: ErrorOptions) {
    super(`${message}: ${path}`, options);
    this.path = path;
    this.code = code;
  }
}
