import {writeRun} from '../../support/logs.ts';
import {options} from '../../unit/build/planning.ts';
import {good} from '../../unit/preflight/facts.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'configuration',
  log: {
    origin: 'captured',
    miss: {code: 'PROV-020', why: 'a program of the Dockerfile prints the same words and fails'}
  },
  words: [
    {log: 'ERROR: failed to build: failed to solve: failed to load LLB: security.insecure is not allowed'},
    {log: 'ERROR: failed to build: failed to solve: network.host is not allowed'},
    {log: 'ERROR: additional privileges requested'},
    {log: 'ERROR: failed to build: failed to solve: cannot export attestations with "oci-mediatypes=false"'},
    {
      log: 'ERROR: failed to build: failed to solve: exporter option "oci-artifact=true" conflicts with "oci-mediatypes=false"'
    },
    {log: 'ERROR: failed to build: tag is needed when pushing to registry'},
    {log: "ERROR: failed to build: failed to solve: can't push tagged ref ghcr.io/acme/app:1 by digest"},
    {
      log: 'ERROR: failed to build: failed to solve: index annotations not supported for single platform export'
    },
    {log: 'ERROR: failed to build: local and tar exporters are incompatible with image ID file'},
    {
      log: 'ERROR: failed to build: failed to solve: cannot overwrite f from linux/arm64 with linux/amd64 when split option is disabled'
    },
    {log: 'ERROR: failed to build: push and load may not be set together at the moment'},
    {log: 'ERROR: failed to build: metadata-file is incompatible with call'},
    {
      log: 'ERROR: failed to build: --no-cache and --no-cache-filter cannot currently be used together'
    }
  ],
  misses: [
    {
      code: 'PROV-020',
      why: 'a program wants a tag',
      log: writeRun('x', ['ERROR: failed to build: tag is needed when pushing to registry'])
    }
  ],
  records: [
    {
      by: 'source rule',
      given: [{name: 'PlanError'}],
      miss: {given: {name: 'InputError'}, code: 'PROV-010', why: 'a value by itself is wrong'}
    },
    {
      by: 'preflight check',
      given: [
        {
          check: 'inputs',
          plan: undefined,
          planProblem: {input: 'provenance', message: 'provenance and attests contradict each other'}
        },
        {check: 'provenance', options: options({attests: ['type=sbom'], sbom: 'true'})},
        {
          check: 'oidc',
          signing: {
            ...good.signing,
            decision: {value: false, source: 'destination', trace: ['why'], impossible: 'sign is true, but …'}
          }
        }
      ],
      miss: {
        given: {check: 'provenance', options: options({attests: ['type=sbom']})},
        code: undefined,
        why: 'it is said once'
      }
    }
  ]
} satisfies CodeCase;
