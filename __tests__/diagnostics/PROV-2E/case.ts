import {failedWith} from '../../support/reports.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'sigstore-unavailable',
  log: {
    origin: 'composed of messages that actions/attest prints',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: 'Error: signing [x]: signing x: Post "https://rekor.sigstore.dev/api/v1/log/entries": POST https://rekor.sigstore.dev/api/v1/log/entries giving up after 4 attempt(s)'
    },
    {log: '##[error]Error: Failed to persist attestation: Server Error'},
    {log: '##[error]InternalError: error creating tlog entry - (503) rekor down'},
    {
      log: '##[error]InternalError: error creating tlog entry - (409) an equivalent entry already exists in the transparency log with UUID 24296fb2'
    },
    {
      log: 'Error: signing [ghcr.io/acme/app@sha256:00]: signing ghcr.io/acme/app@sha256:00: Post "https://rekor.sigstore.dev/api/v1/log/entries": context deadline exceeded'
    },
    {log: 'Error: signing [x]: [POST /api/v1/log/entries][409] createLogEntryConflict  &{Code:409}'},
    {
      log: 'Error: signing [ghcr.io/acme/app:1]: getting signer: getting key from Fulcio: getting CTFE public keys: creating cached local store: resource temporarily unavailable'
    },
    {
      log: '##[error]InternalError: error creating tlog entry - request to https://rekor.example/api failed, reason: connect ECONNREFUSED'
    },
    {log: '##[error]TLOG_CREATE_ENTRY_ERROR'}
  ],
  misses: [
    {
      code: 'PROV-2B',
      why: 'Fulcio answers, and refuses the token',
      log: '##[error]InternalError: error creating signing certificate - (400) There was an error processing the identity token'
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'SigningError', code: 'certificate-unavailable'},
        {name: 'SigningError', code: 'log-refused'},
        {name: 'SigningError', code: 'log-unavailable'},
        {name: 'SigningError', code: 'timestamp-refused'},
        {name: 'SigningError', code: 'timestamp-unavailable'},
        {name: 'SigningError', code: 'signing-timeout'},
        {name: 'SigningError', code: 'bundle-incomplete'},
        {name: 'SigningError', code: 'api-unavailable'},
        {name: 'TrustError', code: 'unavailable'}
      ],
      miss: {
        given: {name: 'TrustError', code: 'malformed'},
        code: 'PROV-010',
        why: 'a file that was named is no trusted root'
      }
    },
    {
      by: 'signing rule',
      given: [{statements: [failedWith({source: {name: 'SigningError', code: 'log-unavailable'}})]}],
      miss: {given: {statements: [failedWith()]}, code: 'PROV-000', why: 'nothing says why it failed'}
    }
  ]
} satisfies CodeCase;
