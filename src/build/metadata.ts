/** Reads buildx's metadata file. What it says proves nothing about the image: it names what to look at. */
import {isAbsolute, relative, resolve} from 'node:path';
import {isDigest, parseDescriptor} from '../oci/descriptor.ts';
import type {Descriptor, Digest} from '../oci/descriptor.ts';
import {expectObject, expectString, isObject, joinPath, JsonError, parseJson} from '../oci/json.ts';
import {parseGoBoolean} from './go-boolean.ts';

/** A finding of BuildKit's Dockerfile checks. All of it is untrusted text. */
export interface BuildWarning {
  /** `JSONArgsRecommended: JSON arguments recommended for CMD … (line 5)`. */
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string | undefined;
  /** Base name of the Dockerfile. */
  readonly filename: string | undefined;
  /** The whole Dockerfile as BuildKit read it. */
  readonly source: Uint8Array | undefined;
  readonly startLine: number | undefined;
}

export interface Metadata {
  /** The file as buildx wrote it. */
  readonly text: string;
  /** Of the index or manifest; with several exporters, of one of them. */
  readonly digest?: Digest;
  readonly descriptor?: Descriptor;
  readonly imageNames: readonly string[];
  /** `builder/node/id`. */
  readonly buildRef?: string;
  readonly warnings: readonly BuildWarning[];
  /** Fields that are not what they should be, and were left out. */
  readonly problems: readonly string[];
}

/** Longest list of warnings that is read. */
const WARNING_LIMIT = 500;

/** What the metadata file says; throws `JsonError` unless it is a JSON object. */
export function parseMetadata(bytes: Uint8Array): Metadata {
  const root = expectObject(parseJson(bytes), '$');
  const problems: string[] = [];
  const attempt = <T>(key: string, parse: (value: unknown, path: string) => T): T | undefined => {
    try {
      return root[key] === undefined ? undefined : parse(root[key], joinPath('$', key));
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const digest = attempt('containerimage.digest', parseDigestAt);
  const descriptor = attempt('containerimage.descriptor', parseDescriptor);
  const buildRef = attempt('buildx.build.ref', expectString);
  return {
    text: Buffer.from(bytes).toString(),
    ...(digest === undefined ? {} : {digest}),
    ...(descriptor === undefined ? {} : {descriptor}),
    ...(buildRef === undefined ? {} : {buildRef}),
    imageNames: (attempt('image.name', expectString) ?? '').split(',').filter(name => name !== ''),
    warnings: readList(root['buildx.build.warnings']).slice(0, WARNING_LIMIT).flatMap(readWarning),
    problems
  };
}

function parseDigestAt(value: unknown, path: string): Digest {
  const text = expectString(value, path);
  if (!isDigest(text)) throw new JsonError(path, 'should be a digest');
  return text;
}

function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** BuildKit's VertexWarning: https://github.com/moby/buildkit/blob/v0.25.2/client/graph.go */
function readWarning(value: unknown): BuildWarning[] {
  if (!isObject(value)) return [];
  const short = decode(value['short'])?.toString();
  if (short === undefined) return [];
  const source = isObject(value['sourceInfo']) ? value['sourceInfo'] : {};
  const [range] = readList(value['range']);
  return [
    {
      short,
      detail: readList(value['detail']).flatMap(item => decode(item)?.toString() ?? []),
      url: readText(value['url']),
      filename: readText(source['filename']),
      source: decode(source['data']),
      startLine: readStartLine(range)
    }
  ];
}

function decode(value: unknown): Buffer | undefined {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
}

function readStartLine(range: unknown): number | undefined {
  const position = isObject(range) ? range['start'] : undefined;
  const line = isObject(position) ? position['line'] : undefined;
  return Number.isSafeInteger(line) && Number(line) > 0 ? Number(line) : undefined;
}

/** A finding at its place in the workspace. */
export interface DockerfileAnnotation {
  readonly title: string;
  readonly message: string;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** GitHub shows a range at its last line, so the first stands alone. */
  readonly startLine?: number;
}

export interface AnnotationOptions {
  readonly workspace: string;
  /** Absolute, or relative to the workspace. */
  readonly dockerfile: string;
  /** The context is the run's own commit: the Dockerfile is the repository's, also where it is not checked out. */
  readonly ownCommit: boolean;
  /** Undefined for a file that is not there or cannot be read. */
  readonly readFile: (path: string) => Promise<Uint8Array | undefined>;
}

/** The warnings that are about this very Dockerfile, as annotations of the commit; none about any other file. */
export async function dockerfileAnnotations(
  {warnings}: Pick<Metadata, 'warnings'>,
  {workspace, dockerfile, ownCommit, readFile}: AnnotationOptions
): Promise<DockerfileAnnotation[]> {
  const path = resolve(workspace, dockerfile);
  const inside = relative(workspace, path);
  if (warnings.length === 0 || inside === '' || /^\.\.(?:[\\/]|$)/.test(inside) || isAbsolute(inside))
    return [];
  const file = inside.replaceAll('\\', '/');
  const content = ownCommit ? undefined : await readFile(path);
  const annotations = warnings
    .filter(({filename}) => filename !== undefined && file.endsWith(filename))
    .filter(
      ({source}) => ownCommit || (content !== undefined && source !== undefined && isSame(content, source))
    )
    .map(warning => annotate(warning, file));
  return [...new Map(annotations.map(annotation => [JSON.stringify(annotation), annotation])).values()];
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function annotate({short, detail, url, startLine}: BuildWarning, file: string): DockerfileAnnotation {
  const message = short.replace(/\s\(line \d+\)$/, '');
  return {
    title: detail.length === 0 ? message : detail.join(' '),
    message: url === undefined ? message : `${message}\nMore info: ${url}`,
    file,
    ...(startLine === undefined ? {} : {startLine})
  };
}

/** Whether `DOCKER_BUILD_CHECKS_ANNOTATIONS` leaves annotations on; anything but a Go `false` does. */
export function isAnnotating(setting: string | undefined): boolean {
  return parseGoBoolean(setting ?? '') !== false;
}
