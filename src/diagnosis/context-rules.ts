/** What is wrong with context, Dockerfile, frontend or secrets, in BuildKit's words. Patterns on their last word. */
import {quotesSyntax} from './quoted-syntax.ts';
import {findByPattern, listRules} from './rule.ts';
import type {Finding, PatternRule, Subject, Twin} from './rule.ts';

export const CONTEXT_RULES: readonly PatternRule[] = [
  ...listRules('PROV-022', 'build', [
    /^dockerfile parse error /,
    /^(?:the Dockerfile|Dockerfile|the Dockerfile \([^)]{1,300}\)) cannot be empty/,
    /^(?:file with no instructions|no build stage in current context|circular dependency detected|invalid from flag|unsupported frontend|frontend grpc)/,
    /^base name \(.{0,300}\) should not be blank/,
    /^(?:failed to parse stage name|failed to parse dockerfile|unknown instruction: )/i,
    /^failed to process "/
  ]),
  ...listRules('PROV-023', 'build', [
    /^secret \S{1,300}: not found/,
    /^failed to stat \S{1,500}: stat /,
    /^failed to convert agent config /,
    /^(?:unset ssh forward key|invalid empty ssh agent socket)/,
    /^(?:could not|failed to) (?:read|open|load) secret\b/
  ]),
  ...listRules('PROV-021', 'build', [
    /^unable to prepare context: /,
    /^failed to read dockerfile: /,
    /^(?:unable to evaluate symlinks in|Cannot locate specified Dockerfile|unable to find Dockerfile)/,
    /^(?:resolve : )?lstat \S{1,500}: no such file or directory/,
    /^failed to (?:fetch remote|init repo at|get checksum of git) /,
    /^(?:path|invalid local:?) .{1,500}(?:not found|no such file or directory)$/,
    /^failed to load cache key: (?:failed to fetch remote|subdir|exit status 128)/,
    /^(?:failed to read downloaded context: )?failed to load cache key: invalid response status 4(?!29)\d\d\b/
  ]),
  // What ADD or the context names by its URL: no registry was asked, and nothing was being pushed.
  ...listRules('PROV-3G', 'build', [
    /^(?:failed to read downloaded context: )?failed to load cache key: (?:Get "https?:|invalid response status (?:429|5\d\d)\b)/
  ])
];

/** What the frontend says of the Dockerfile, or BuildKit of what it wants. */
export function judgeContext(subject: Subject): Finding | undefined {
  return (
    judgeLint(subject) ??
    findByPattern(CONTEXT_RULES, subject.text) ??
    judgeCopy(subject) ??
    judgeFrontendExit(subject)
  );
}

/** `# check=error=true` makes the frontend's warnings errors; one of them is about what mode=max would publish. */
function judgeLint({text}: Subject): Finding | undefined {
  const rules = /^lint violation found for rules: ([\w, ]{1,1000})/.exec(text)?.[1];
  if (rules === undefined) return undefined;
  return {code: rules.includes('SecretsUsedInArgOrEnv') ? 'PROV-027' : 'PROV-022', phase: 'build'};
}

/** A file that COPY or ADD wants: of the context, or of an earlier stage, which did not make it. */
function judgeCopy({text, step}: Subject): Finding | undefined {
  if (
    !/^(?:failed to compute cache key: )?failed to (?:calculate checksum|walk|compute checksum)\b/.test(
      text
    ) &&
    !text.startsWith('failed to compute cache key: "')
  )
    return undefined;
  if (!/: (?:not found|no such file or directory)$/m.test(text)) return undefined;
  if (step !== undefined && /\] (?:COPY|ADD) .{0,1000}--from=/.test(step.name))
    return {code: 'PROV-020', phase: 'build'};
  return step?.platform === undefined
    ? {code: 'PROV-021', phase: 'build'}
    : {code: 'PROV-021', phase: 'build', twins: [ONE_PLATFORM]};
}

/** A stage that is chosen by TARGETARCH copies its own files. */
const ONE_PLATFORM: Twin = [
  'PROV-4B',
  'Only this platform has the step: built alone, the other platforms are good.'
];

/** The frontend itself was started and failed; its line of the Dockerfile is quoted. */
function judgeFrontendExit({text, log}: Subject): Finding | undefined {
  return quotesSyntax(log) && /^(?:exit code: \d|frontend )/.test(text)
    ? {code: 'PROV-022', phase: 'build'}
    : undefined;
}
