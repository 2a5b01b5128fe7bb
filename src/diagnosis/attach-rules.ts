/** Attaching signatures to an image: in the words of actions/attest. */
import {listRules} from './rule.ts';
import type {PatternRule} from './rule.ts';

export const ATTACH_RULES: readonly PatternRule[] = [
  ...listRules('PROV-3A', 'attach', [
    /^(?:OCIError: |HTTPError: )?Error (?:uploading|pushing) attestation\b.{0,300}\b403\b/i
  ]),
  ...listRules('PROV-2G', 'attach', [
    /^(?:HTTPError: |OCIError: )?Error fetching https?:\/\/\S{1,600}\/manifests\/\S{1,300} - expected 200, received 404/,
    /\baccessing entity: entity not found in registry$/
  ]),
  ...listRules('PROV-3B', 'attach', [
    /^(?:HTTPError: |OCIError: )?Error (?:fetching|uploading|posting) .{1,800} - expected \d{3}(?: or \d{3})?, received 401|^No credentials? (?:found )?for (?:registry )?\S/
  ]),
  ...listRules(
    'PROV-3A',
    'attach',
    [
      /^(?:HTTPError: |OCIError: )?Error (?:fetching|uploading|posting) .{1,800} - expected \d{3}(?: or \d{3})?, received 403/
    ],
    [['PROV-3C', 'The package was made by hand or elsewhere, and does not let this repository write.']]
  ),
  ...listRules('PROV-3D', 'attach', [
    /^(?:HTTPError: |OCIError: )?Error (?:fetching|uploading|posting) .{1,800}, received 5\d\d/
  ]),
  ...listRules('PROV-3F', 'attach', [
    /^(?:HTTPError: |OCIError: )?Error (?:fetching|uploading|posting) .{1,800}, received 429/
  ]),
  ...listRules(
    'PROV-3X',
    'attach',
    [/^(?:OCIError: )?Error (?:uploading|pushing) (?:artifact to container registry|attestation\b)/i],
    [
      ['PROV-3B', 'Credentials are there for another name of the host, or none.'],
      ['PROV-3A', 'The credential may not write.'],
      ['PROV-2G', 'The image was never pushed under this digest.']
    ]
  )
];
