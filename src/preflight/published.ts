/** What anybody can read who has an image, its provenance or what is signed beside it. Reads no file and no environment. */
import type {BuildOptions} from '../build/options.ts';
import type {BroughtAttestation} from '../sigstore/brought-statements.ts';
import {listAssignments, listInstructions} from './dockerfile.ts';
import type {Published} from './secret-sightings.ts';

export interface PublishedSources {
  readonly options: BuildOptions;
  /** The URL or path that is built; undefined where nothing is. */
  readonly context: string | undefined;
  /** Undefined where it is not on this machine, or cannot be read. */
  readonly dockerfile: string | undefined;
  /** What docker's configuration adds to the build arguments. */
  readonly proxies: Readonly<Record<string, string>>;
  /** Values of build arguments that are passed on from the environment. */
  readonly variable: (name: string) => string | undefined;
}

/** Arguments, labels, annotations, names, URLs, the Dockerfile: mode=max holds all of them, the image many. */
export function listPublished(sources: PublishedSources): readonly Published[] {
  const {options, context, dockerfile, proxies, variable} = sources;
  const {buildArgs, labels, annotations, buildContexts, attests, provenance} = options;
  const given = new Set(buildArgs.map(text => splitPair(text).name));
  const others: readonly (readonly [where: string, texts: readonly (string | undefined)[]])[] = [
    ['tags', options.tags],
    ['target', [options.target]],
    ['add-hosts', options.addHosts],
    ['provenance', [provenance]],
    ['attests', attests]
  ];
  return [
    ...buildArgs.map(text => describePair('build-args', text, variable)),
    ...labels.map(text => describePair('labels', text)),
    ...annotations.map(text => describePair('annotations', text)),
    ...Object.entries(proxies)
      .filter(([name]) => !given.has(name))
      .map(([name, text]) => ({where: "proxies of docker's configuration", name, text, used: true})),
    ...(context === undefined ? [] : [{where: 'context', text: context, used: true}]),
    ...buildContexts.map(text => ({...describePair('build-contexts', text), used: true})),
    ...others.flatMap(([where, texts]) => texts.flatMap(text => (text === undefined ? [] : [{where, text}]))),
    ...(dockerfile === undefined ? [] : describeDockerfile('Dockerfile', dockerfile))
  ];
}

function describePair(
  where: string,
  pair: string,
  variable: PublishedSources['variable'] = () => undefined
): Published {
  const {name, text} = splitPair(pair);
  if (text !== undefined) return {where, name, text};
  const value = variable(name);
  return value === undefined ? {where, text: name} : {where, name, text: value};
}

function splitPair(text: string): {readonly name: string; readonly text: string | undefined} {
  const at = text.indexOf('=');
  return at === -1 ? {name: text, text: undefined} : {name: text.slice(0, at), text: text.slice(at + 1)};
}

/** What the user brings. A report of a scan lists what looks like a secret: in it, known ones alone count. */
export function describePredicates(
  brought: readonly Pick<BroughtAttestation, 'name' | 'attestation'>[]
): readonly Published[] {
  const byFile = new Map(brought.map(({name, attestation}) => [name, attestation.predicate]));
  return [...byFile].map(([name, predicate]) => ({
    where: `attestations: ${name}`,
    text: JSON.stringify(predicate),
    knownOnly: true
  }));
}

/** The text, and the names to which it gives values. */
export function describeDockerfile(where: string, text: string): readonly Published[] {
  const assignments = listAssignments(listInstructions(text));
  return [
    {where, text, line: 1},
    ...assignments.map(({name, value, line}) => ({where, name, text: value, line, nameOnly: true}))
  ];
}
