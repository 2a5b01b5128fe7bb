/** What buildx and BuildKit say of what was asked of them. Patterns on their last word. */
import {judgeContext} from './context-rules.ts';
import {findByPattern, listRules} from './rule.ts';
import type {Finding, PatternRule, Subject, Twin} from './rule.ts';

const MISSING_BUILDER: readonly Twin[] = [
  [
    'PROV-7D',
    'The step that creates the builder ran and its builder went away again: then `docker buildx ls` does not list it either.'
  ]
];

/** Words that buildx's last line and other programs have alike. */
export const PROVENANCE_RULES: readonly PatternRule[] = [
  ...listRules('PROV-1B', 'build', [/^provenance is not supported for driver\b/i]),
  ...listRules(
    'PROV-7',
    'build',
    [/^provenance not supported\b/i],
    [
      ['PROV-7B', "The builder's BuildKit is older than 0.11: `docker buildx inspect --bootstrap` says so."],
      ['PROV-7A', 'buildx itself is older than 0.10: `docker buildx version` says so.']
    ]
  )
];

/** What buildx and BuildKit do not take. */
export const CLIENT_RULES: readonly PatternRule[] = [
  ...PROVENANCE_RULES,
  ...listRules('PROV-1B', 'build', [
    /^(?:Attestation|Multi-platform build|Cache export|OCI exporter|Docker exporter) is not supported for the \S+ driver\b/,
    /^[\w -]{1,40} feature is currently not supported for \S+ driver\b/,
    /^(?:push-by-digest|auto-push) is currently not implemented for \S+ driver\b/,
    /^multi-node push can't currently be performed with the docker driver\b/,
    /^Learn more at https:\/\/docs\.docker\.com\/go\/(?:attestations|build-multi-platform|build-exporters|build-cache-backends)\//
  ]),
  ...listRules('PROV-1D', 'build', [
    /^docker exporter does not (?:currently )?support exporting manifest lists\b/
  ]),
  ...listRules('PROV-7B', 'build', [/^Attestations are not supported by the current BuildKit daemon/]),
  ...listRules('PROV-011', 'build', [
    /^cannot export attestations with "oci-mediatypes=false"/,
    /^exporter option "[\w=-]{1,60}" conflicts with /,
    /^tag is needed when pushing to registry/,
    /^can't push tagged ref \S+ by digest/,
    /^index annotations not supported for single platform export/,
    /^local and tar exporters are incompatible with image ID file/,
    /^cannot overwrite .{0,500} when split option is disabled$/,
    /^granting entitlement \S+ is not allowed by build daemon configuration/,
    /^(?:failed to load LLB: )?(?:network\.host|security\.insecure) is not allowed$/m,
    /^additional privileges requested$/,
    /^(?:push and load may not be set together|multiple outputs currently unsupported|conflicting options)/,
    /^--[\w-]{1,40} and --[\w-]{1,40} cannot currently be used together$/,
    /^\w[\w.-]{0,60} is incompatible with /
  ]),
  ...listRules('PROV-010', 'build', [
    /^invalid mode "/,
    /^invalid provenance SLSA version: /,
    /^invalid value \S{1,200}$/,
    /^(?:invalid|unknown) (?:attestation type|cache (?:importer|exporter)|progress mode|argument|key-value pair|field|type|option)\b/,
    /cannot parse platform specifier|": unknown operating system or architecture/,
    /^exporter "[^"]{1,200}" could not be found/,
    /^no record found for ref "/,
    /^parse annotations: /,
    /^unknown entitlement \S/,
    /^invalid host \S/,
    /^\S{1,40} cache (?:importer|exporter) requires \S/,
    /^network mode "[^"]{1,200}" not supported by buildkit\b/,
    /^unsupported request \S/,
    /^unknown flag: --/,
    /^sbom generator cannot be empty$/,
    /^destination (?:file|directory) .{1,500} is a (?:directory|file)$/,
    /^invalid destination (?:file|directory): /,
    /^(?:failed to open open|mkdir) .{1,500}: (?:no such file or directory|permission denied|read-only file system|not a directory)$/,
    /^(?:bad|invalid) (?:build-arg|label|output|secret|ssh|cache)\b/
  ]),
  ...listRules(
    'PROV-010',
    'build',
    [
      /^no builder "[^"]{1,300}" found/,
      /^(?:failed to find driver "|no valid drivers found|no current builder)/
    ],
    MISSING_BUILDER
  ),
  ...listRules(
    'PROV-010',
    'build',
    [/^(?:target stage "[^"]{1,300}" could not be found|failed to reach build target )/],
    [['PROV-022', 'The stage was renamed or removed in the Dockerfile: then the input is as it always was.']]
  ),
  ...listRules(
    'PROV-1C',
    'verify',
    [/^no matching attachment found for ref "/],
    [['PROV-4C', 'Other platforms of the same build have the attachment.']]
  ),
  ...listRules('PROV-1H', 'build', [/^provenance materials are incomplete/]),
  ...listRules('PROV-1I', 'build', [/ exceeds 41943040 bytes\b/]),
  ...listRules('PROV-3H', 'build', [
    /^invalid tag "/,
    /^invalid reference format\b/,
    /^parsing reference "/,
    /^repository name must be (?:canonical|lowercase)/
  ])
];

/** What the client, the frontend or the context says. */
export function judgeBuildx(subject: Subject): Finding | undefined {
  return (
    judgeFlag(subject) ??
    judgeOldDaemon(subject) ??
    findByPattern(CLIENT_RULES, subject.text) ??
    judgeContext(subject)
  );
}

/** One and the same message: buildx too old for the flag, or docker, which takes it for its own as buildx is missing. */
function judgeFlag({text, log}: Subject): Finding | undefined {
  if (
    !/^unknown (?:shorthand )?flag: (?:--(?:provenance|attest|sbom|annotation|metadata-file|output|platform|push|load|builder|cache-from|cache-to)$|'[a-z]' in )/m.test(
      text
    )
  )
    return undefined;
  const said = (pattern: RegExp): boolean => log.toolLines.some(line => pattern.test(line.text));
  if (
    said(/^DEPRECATED: The legacy builder is deprecated/) ||
    said(/^Usage: {1,4}docker (?:\[OPTIONS\]|build )/) ||
    said(/^(?:See|Run) 'docker(?: build)? --help'/)
  )
    return {code: 'PROV-7C', phase: 'build'};
  if (said(/docker buildx build/) || log.failures.length > 0) return {code: 'PROV-7A', phase: 'build'};
  return {
    code: 'PROV-7A',
    phase: 'build',
    twins: [['PROV-7C', 'Then `docker buildx version` fails as well.']]
  };
}

/** buildx 0.10 to 0.12 say the same of the docker driver and of an old BuildKit. */
function judgeOldDaemon({text, log}: Subject): Finding | undefined {
  if (!text.startsWith('attestations are not supported by the current buildkitd')) return undefined;
  if (log.builds.at(-1)?.driver === 'docker') return {code: 'PROV-1B', phase: 'build'};
  return {
    code: 'PROV-7B',
    phase: 'build',
    twins: [['PROV-1B', "The builder's driver is `docker`: `docker buildx inspect` says so."]]
  };
}
