/** What can be wrong with an OCI layout as a folder or a tar. Its content has an error of its own, `ContentError`. */

/**
 * - `not-a-layout`: nothing there, or something without `oci-layout` or `index.json`
 * - `malformed`: `oci-layout` or `index.json` does not say what it should
 * - `too-large`: more bytes, manifests or entries than this program is willing to read
 * - `not-a-file`: a link, a device, or anything else that is no plain file or folder where one should be
 * - `empty`: no image is listed
 * - `ambiguous`: one tag for two different manifests, or several results of which none is known to be meant
 * - `unreadable`: the operating system refused; `cause` says why
 * - `unwritable`: what was to be added is not there; what was there before still is
 *
 * And of a tar alone:
 * - `not-a-tar`: a file of another kind
 * - `compressed`: a tar inside something else
 * - `truncated`: it ends before what it announces, or without the mark of its end
 * - `bad-header`: an entry that cannot be read, or that two programs could read as two things
 * - `unsafe-name`: a name that leads out of the layout, or does so on some systems
 * - `foreign-entry`: an entry that no layout has
 * - `duplicate`: two entries of one name
 * - `changed`: another file, or other bytes, than when it was opened
 */
export type LayoutErrorCode =
  | 'not-a-layout'
  | 'malformed'
  | 'too-large'
  | 'not-a-file'
  | 'empty'
  | 'ambiguous'
  | 'unreadable'
  | 'unwritable'
  | 'not-a-tar'
  | 'compressed'
  | 'truncated'
  | 'bad-header'
  | 'unsafe-name'
  | 'foreign-entry'
  | 'duplicate'
  | 'changed';

/** The layout could not be read, or written. Callers branch on `code`. */
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
