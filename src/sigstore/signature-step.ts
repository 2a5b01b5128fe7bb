/** What is said about one signed bundle: named steps with evidence, and one verdict. JSON-serialisable. */

/** As in `verification`: the same words for the same things. */
export type SignatureOutcome = 'passed' | 'failed' | 'skipped';

export type SignatureStepId =
  | 'bundle-format'
  | 'signed-time'
  | 'certificate-chain'
  | 'certificate-log'
  | 'transparency-log'
  | 'envelope-signature'
  | 'signer-issuer'
  | 'signer-identity'
  | 'signer-extensions'
  | 'signed-statement'
  | 'signed-subjects'
  | 'signed-predicate-type'
  | 'signed-predicate';

export interface SignatureStep {
  /** Kebab-case and stable. */
  readonly id: SignatureStepId;
  readonly title: string;
  readonly outcome: SignatureOutcome;
  /** One or two plain sentences. Untrusted text: escape it. */
  readonly evidence: string;
}

const TITLES: Record<SignatureStepId, string> = {
  'bundle-format': 'The bundle can be read',
  'signed-time': 'The time of signing is attested',
  'certificate-chain': 'The certificate comes from the trusted authority and was valid when it signed',
  'certificate-log': 'The certificate is in a certificate transparency log',
  'transparency-log': 'The signature is in the transparency log',
  'envelope-signature': 'The signature is over this statement',
  'signer-issuer': 'The signer was identified by the expected issuer',
  'signer-identity': 'The signer is the expected workflow',
  'signer-extensions': "The certificate describes this job as the job's own token does",
  'signed-statement': 'What was signed is an in-toto statement',
  'signed-subjects': 'The statement is about the expected digests and no others',
  'signed-predicate-type': 'The predicate is of the expected type',
  'signed-predicate': 'The predicate is what was to be signed, without loss'
};

export function createStep(id: SignatureStepId, outcome: SignatureOutcome, evidence: string): SignatureStep {
  return {id, title: TITLES[id], outcome, evidence};
}
