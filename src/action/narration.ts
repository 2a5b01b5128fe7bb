/** What a person reads in the log while the step runs: calm, grouped, one line a fact. Decides nothing. */
import type {Facts} from '../build/facts.ts';
import type {BuildPlan} from '../build/plan.ts';
import type {DependencyRecord, FoundRecord} from '../dependencies/record.ts';
import type {Wait} from '../oci/patience.ts';
import type {Resolved} from '../resolved.ts';
import type {PlaceRecord, Signing, StatementRecord} from '../sigstore/signing.ts';
import type {Outcome, SbomRecord, Step, Verdict, Verification} from '../verification/verification.ts';
import type {Log} from './log.ts';
import {findSigner} from './signing-state.ts';

/** A decision and what led to it; the whole trace only for those who debug. */
export function tellDecision(log: Log, name: string, {value, source, trace}: Resolved<string>): void {
  log.info(`${name}: ${value} (${source})`);
  for (const line of trace) log.debug(`${name}: ${line}`);
}

export function tellFacts(log: Log, {buildx, builder, builderError}: Facts): void {
  log.group('Builder');
  log.info(`${buildx.version} (${buildx.command.join(' ')})`);
  if (builder === undefined) {
    log.info(`The builder could not be inspected: ${builderError ?? 'no reason given'}`);
    return;
  }
  log.info(`Builder ${builder.name}, driver ${builder.driver}`);
  for (const node of builder.nodes) {
    log.info(
      `Node ${node.name}: ${node.status}, BuildKit ${node.buildkit ?? 'unknown'}, ${node.platforms.join(', ')}`
    );
  }
}

export function tellPlan(log: Log, plan: BuildPlan): void {
  log.endGroup();
  tellDecision(log, 'Provenance', plan.provenance);
  for (const text of plan.removed) log.info(`Not done in a dry run: ${text}`);
  for (const text of plan.notices) log.info(text);
}

/** Opens the fold of buildx's own output. */
export function tellBuild(log: Log, plan: BuildPlan): void {
  log.group('Build');
  // BuildKit prints them for `tar=false` and succeeds: whoever reads the log should not be alarmed.
  if (plan.destination.kind === 'layout')
    log.info('Lines "(*service).Write failed: … locked …" are harmless here.');
}

/** One line for one wait: what is awaited, why, and how long is left. */
export function tellWait(log: Log, {what, reason, delayMs, remainingMs}: Wait): void {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  log.info(`Waiting ${seconds(delayMs)} for ${what}: ${reason}. ${seconds(remainingMs)} left.`);
}

const PROGRESS_MS = 5000;

/** Tells of long work every five seconds; short work says nothing. */
export function createProgressTeller(
  log: Log,
  now: () => number = () => performance.now()
): (platform: string, done: number, total: number) => void {
  let last = now();
  return (platform, done, total) => {
    if (now() - last < PROGRESS_MS) return;
    last = now();
    const share = total === 0 ? 100 : Math.floor((done / total) * 100);
    log.info(`Hashing layers of ${platform}: ${String(share)} % of ${(total / 1e6).toFixed(0)} MB`);
  };
}

const MARKS: Record<Outcome, string> = {passed: '✓', failed: '✗', warning: '!', unknown: '?', skipped: '-'};

/** One line for each platform; of the checks, those alone that did not simply pass. The rest is in the summary. */
export function tellVerification(log: Log, {steps, store, root, platforms}: Verification): void {
  log.info(`${root} in ${store}:`);
  for (const step of steps) {
    const line = describeStep(step);
    if (step.outcome === 'passed' || step.outcome === 'skipped') log.debug(line);
    else log.info(line);
  }
  for (const {platform, imageDigest, mode, verdict, sboms = []} of platforms) {
    log.info(
      `  ${VERDICT_MARKS[verdict]} ${platform} ${imageDigest}: ${verdict}${mode === undefined ? '' : `, mode=${mode}`}`
    );
    for (const sbom of sboms) log.info(`    ${describeSbom(sbom)}`);
  }
}

function describeSbom({name, version, packages, licences, creators}: SbomRecord): string {
  const what = `${packages} ${packages === 1 ? 'package' : 'packages'}`;
  const under = `${licences} ${licences === 1 ? 'licence' : 'licences'}`;
  const by = creators.length === 0 ? '' : `, by ${creators.join(', ')}`;
  return `SBOM${name === undefined ? '' : ` "${name}"`} (${version}): ${what} under ${under}${by}`;
}

function describeStep({outcome, title, platform, evidence}: Step): string {
  return `  ${MARKS[outcome]} ${platform === undefined ? '' : `${platform}: `}${title} — ${evidence}`;
}

const VERDICT_MARKS: Record<Verdict, string> = {verified: '✓', rejected: '✗', undecided: '?', absent: '-'};

/** One line for each statement and where it is; what failed, in full. */
export function tellSigning(log: Log, signing: Signing): void {
  const {decision, remedy, instance, trust, statements, problems} = signing;
  if (!decision.value) {
    const why = decision.trace.at(-1) ?? decision.source;
    log.info(`Not signed: ${why}.${remedy === undefined ? '' : ` ${remedy}`}`);
    return;
  }
  for (const problem of problems) log.info(`  ✗ ${problem}`);
  const signer = findSigner(signing);
  if (signer !== undefined) log.info(`Signer ${signer.identity}, identified by ${signer.issuer}`);
  if (instance !== undefined)
    log.info(`Sigstore instance ${instance}${trust === undefined ? '' : `, ${trust}`}`);
  for (const statement of statements) tellStatement(log, statement);
}

function tellStatement(log: Log, statement: StatementRecord): void {
  const {title, predicateType, outcome, error, places, steps} = statement;
  const mark = outcome === 'failed' ? '✗' : '✓';
  const where = places.map(({verdict, place}) => `${VERDICT_MARKS[verdict]} ${place}`);
  log.info(`  ${[`${mark} ${title} (${predicateType}): ${describeProof(statement)}`, ...where].join('; ')}`);
  if (error !== undefined) log.info(`    ${error}`);
  for (const place of places) if (place.verdict !== 'verified') log.info(describePlace(place));
  for (const {outcome: result, title: check, evidence} of steps) {
    const line = `    ${MARKS[result]} ${check} — ${evidence}`;
    if (result === 'failed') log.info(line);
    else log.debug(line);
  }
}

function describeProof({outcome, logIndex, signedAt}: StatementRecord): string {
  if (logIndex !== undefined) return `${outcome}, log entry ${logIndex}`;
  return signedAt === undefined ? outcome : `${outcome}, ${signedAt}`;
}

function describePlace({verdict, place, evidence}: PlaceRecord): string {
  return `    ${VERDICT_MARKS[verdict]} ${place} — ${evidence}`;
}

/** One line for each image, further in the further away it is; why something could not be used, in full. */
export function tellDependencies(log: Log, {trunks, problem, path}: DependencyRecord): void {
  if (problem !== undefined) log.info(`What the image stands on could not be looked at: ${problem}`);
  const named = trunks.filter(({images}) => images.length > 0);
  for (const {platform, images, more} of named) {
    log.info(`${platform} stands on:`);
    for (const {depth, image, role, found, repeated, cached} of images.slice(0, IMAGES_TOLD)) {
      const from = cached === true ? ', served from the cache' : '';
      const what = repeated ? 'as above' : `${describeFound(found)}${from}`;
      const as = role === undefined ? '' : `, ${role}`;
      log.info(`${'  '.repeat(Math.min(depth, 10))}${image}${as}: ${what}`);
    }
    const rest = more + Math.max(0, images.length - IMAGES_TOLD);
    if (rest > 0) log.info(`  and ${rest} more`);
  }
  if (path !== undefined) log.info(`Provenance of the image and of what it stands on: ${path}`);
}

const IMAGES_TOLD = 100;

function describeFound({outcome, signers = [], reason}: FoundRecord): string {
  switch (outcome) {
    case 'signed':
      return `signed by ${signers.map(({identity}) => identity).join(', ')}`;
    case 'unsigned':
      return 'has provenance, unsigned';
    case 'nothing':
      return 'no provenance';
    case 'invalid':
      return `provenance that does not hold, and is not used: ${reason ?? ''}`;
    case 'unread':
      return `could not be told: ${reason ?? ''}`;
  }
}
