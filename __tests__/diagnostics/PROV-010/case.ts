import {writeBuild, writePush, writeRun} from '../../support/logs.ts';
import {engine} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'configuration',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {
      log: 'Error: HTTP 401: Bad credentials (https://api.github.com/repos/acme/app/attestations/sha256:00)\nTry authenticating with:  gh auth login'
    },
    {log: '##[error]Error: One of subject-path, subject-digest, or subject-checksums must be provided'},
    {
      log: 'gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable. Example:'
    },
    {log: 'ERROR: failed to build: failed to solve: invalid provenance SLSA version: v9'},
    {log: 'ERROR: failed to build: invalid value max'},
    {log: 'ERROR: failed to build: failed to solve: unknown attestation type "x"'},
    {log: 'ERROR: failed to build: failed to solve: exporter "foo" could not be found'},
    {log: 'ERROR: no record found for ref "nosuchref"'},
    {log: 'ERROR: invalid argument "x" for "--load" flag: strconv.ParseBool: parsing "x": invalid syntax'},
    {log: 'ERROR: failed to build: invalid label: must not start with ='},
    {log: 'ERROR: failed to build: parse annotations: unknown annotation type "indx"'},
    {log: 'ERROR: failed to build: unknown entitlement foo'},
    {log: 'ERROR: failed to build: invalid host nohost'},
    {log: 'ERROR: failed to build: registry cache importer requires ref'},
    {
      log: 'ERROR: failed to build: network mode "bogus" not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create'
    },
    {
      log: 'ERROR: failed to build: failed to solve: unsupported request frontend.bogus: unsupported request frontend.bogus'
    },
    {log: 'ERROR: failed to build: failed to find driver "nope"'},
    {log: 'ERROR: failed to build: failed to open open dist/image.tar: no such file or directory'},
    {log: 'ERROR: failed to build: failed to open open /srv/image.tar: permission denied'},
    {log: 'ERROR: failed to build: mkdir /srv/layout: permission denied'},
    {log: 'ERROR: failed to build: invalid destination file: a/x.tar: stat a/x.tar: not a directory'},
    {log: 'ERROR: failed to build: failed to solve: sbom generator cannot be empty'},
    {
      log: writeBuild(
        [{name: 'resolve image config for docker-image://r.example/g:1', error: 'r.example/g:1: not found'}],
        'failed to resolve source metadata for r.example/g:1: r.example/g:1: not found'
      ),
      open: ['PROV-022']
    },
    {log: 'ERROR: failed to build: destination file dist is a directory'},
    {log: 'ERROR: failed to build: destination directory my layout is a file'},
    {log: 'ERROR: failed to build: failed to solve: target stage "nostage" could not be found'},
    {
      log: '##[error]Error: Failed to persist attestation: Invalid Argument - duplicate subject in statement - https://docs.github.com/rest/repos/attestations#create-an-attestation'
    },
    {
      log: writePush(
        "unknown: The repository with name 'a' does not exist in the registry with id '123456789012'",
        '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1'
      ),
      open: ['PROV-3A']
    },
    {
      log: writePush(
        'unexpected status from POST request to https://registry.example/v2/acme/app/blobs/uploads/: 404 Not Found',
        'registry.example/acme/app:1'
      ),
      open: ['PROV-3A']
    },
    {
      log: writePush(
        'failed commit on ref "config-sha256:bed2be5d8b85a79e": unexpected status: 404 Not Found',
        'registry.example/acme/app:1'
      ),
      open: ['PROV-3A']
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a program does not take a value',
      log: writeRun('x', ['invalid value max', 'unknown flag: --foo', 'invalid host nohost'])
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [
        {name: 'InputError'},
        {name: 'ExtractionError'},
        {name: 'ExtractionError', code: 'no-such-platform'},
        {name: 'ExtractionError', code: 'ambiguous-platform'},
        {name: 'ExtractionError', code: 'no-such-path'},
        {name: 'ExtractionError', code: 'not-extractable'},
        {name: 'ExtractionError', code: 'target-refused'},
        {name: 'ExtractionError', code: 'unwritable'},
        {name: 'InvalidDigestError'},
        {name: 'InvalidPlatformError'},
        {name: 'InvalidReferenceError'},
        {name: 'TrustError', code: 'file-unreadable'},
        {name: 'TrustError', code: 'malformed'}
      ],
      miss: {
        given: {name: 'PlanError'},
        code: 'PROV-011',
        why: 'each value is understood, and they do not fit'
      }
    },
    {
      by: 'preflight check',
      given: [
        {
          check: 'builder',
          engine: {...engine, builder: undefined, builderError: 'no builder "nosuch" found (exit code 1)'}
        }
      ],
      miss: {
        given: {
          check: 'builder',
          engine: {...engine, builder: undefined, builderError: 'gave no answer in time'}
        },
        code: undefined,
        why: 'nobody knows'
      }
    }
  ]
} satisfies CodeCase;
