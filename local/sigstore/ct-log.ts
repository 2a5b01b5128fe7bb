/** A certificate transparency log: signs for certificates before they are issued. Keeps no tree, and answers nobody. */
import {generateKeyPairSync} from 'node:crypto';
// Not the package itself, which would load nock, and that replaces the process's HTTP client.
import {initializeCTLog} from '@sigstore/mock/dist/fulcio/index.js';
import {Extension} from './certificates.ts';
import type {Authority} from './certificates.ts';
import {encodeDer, octetString} from './der.ts';

export interface CtLog {
  /** DER. */
  readonly publicKey: Buffer;
  /** The extension that turns the certificate, given without it, into one that was logged. */
  certify(authority: Authority, bare: ArrayBuffer): Promise<Extension>;
}

const sctList = '1.3.6.1.4.1.11129.2.4.2';

/** https://www.rfc-editor.org/rfc/rfc6962#section-3.3 */
export async function createCtLog(): Promise<CtLog> {
  const log = await initializeCTLog(generateKeyPairSync('ec', {namedCurve: 'P-256'}));

  const certify = async ({keys}: Authority, bare: ArrayBuffer): Promise<Extension> => {
    const issuerKey = await crypto.subtle.exportKey('spki', keys.publicKey);
    // It comes with its own length in front.
    const sct = Buffer.from(await log.log(bare, await crypto.subtle.digest('SHA-256', issuerKey)));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(sct.length);
    return new Extension(sctList, false, encodeDer(octetString, Buffer.concat([length, sct])));
  };
  return {publicKey: log.publicKey, certify};
}
