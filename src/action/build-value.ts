/** Values that several build inputs are made of: platforms, tags, attestation options. Knows no environment. */
import {parseGoBoolean} from '../build/go-boolean.ts';
import type {KeyValue} from '../build/options.ts';
import {replaceUnprintable} from '../oci/plain-text.ts';
import {InvalidReferenceError, parseReference} from '../oci/reference.ts';
import {quoteValue, ValueError} from './input-error.ts';
import {parseField, parseFields} from './list.ts';

const PLATFORM_RULE = 'OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64 or linux/arm/v7; or local';
const OPERATING_SYSTEM = /^[\w-]+(?:\([\w.-]*(?:\+[\w.-]+)*\))?$/;
const COMPONENT = /^[\w.-]+$/;
const ARCHITECTURES =
  /^(?:amd64|x86[_-]64|i?386|arm|armhf|armel|arm64|aarch64|ppc64le|riscv64|s390x|loong64|mips64|mips64le|wasm)$/i;

/**
 * Returns the platform as it was written; an architecture alone gets `linux/`.
 *
 * `local` stands for the platform of the builder.
 *
 * @throws {ValueError}
 */
export function parsePlatform(text: string): string {
  if (text === 'local') return text;
  const [os = '', ...rest] = text.split('/');
  if (rest.length === 0 && ARCHITECTURES.test(os)) return `linux/${os}`;
  if (rest.length === 0) throw new ValueError('names no architecture', PLATFORM_RULE);
  if (rest.length > 2) throw new ValueError('has too many parts', PLATFORM_RULE);
  if (!OPERATING_SYSTEM.test(os) || !rest.every(part => COMPONENT.test(part))) {
    throw new ValueError('is not a platform', PLATFORM_RULE);
  }
  return text;
}

const TAG_RULE = '[REGISTRY/]NAME[:TAG], the name in lower case';

/**
 * Returns the tag as it was written.
 *
 * @throws {ValueError} with the right spelling where capital letters are all that is wrong.
 */
export function parseTag(text: string): string {
  const wrong = findReferenceProblem(text);
  if (wrong === undefined && text.includes('@'))
    throw new ValueError('has a digest, which no build can promise', TAG_RULE);
  if (wrong === undefined) return text;
  const lowered = lowerName(text);
  if (lowered === text || findReferenceProblem(lowered) !== undefined) {
    throw new ValueError(`is not an image name: ${wrong}`, TAG_RULE);
  }
  throw new ValueError(`has capital letters in its name; write ${quoteValue(lowered)}`, TAG_RULE);
}

/** The tag after the last slash keeps its case. */
function lowerName(text: string): string {
  const tagAt = text.indexOf(':', text.lastIndexOf('/') + 1);
  return tagAt < 0 ? text.toLowerCase() : text.slice(0, tagAt).toLowerCase() + text.slice(tagAt);
}

function findReferenceProblem(text: string): string | undefined {
  try {
    parseReference(text);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidReferenceError) return replaceUnprintable(error.reason);
    throw error;
  }
}

const SWITCHES = new Map(Object.entries({True: 'true', TRUE: 'true', False: 'false', FALSE: 'false'}));
const PROVENANCE_RULE =
  'true, false, mode=min, mode=max, or comma-separated key=value such as mode=max,version=v1';
const SBOM_RULE = 'true, false, or comma-separated key=value such as generator=IMAGE';

/**
 * Returns `true`, `false`, or the options as they were written.
 *
 * @throws {ValueError}
 */
export function parseProvenance(text: string): string {
  if (text === 'max' || text === 'min')
    throw new ValueError(`is not an option; write mode=${text}`, PROVENANCE_RULE);
  return parseSwitch(text, PROVENANCE_RULE, assertProvenanceField);
}

/**
 * Returns `true`, `false`, or the options as they were written.
 *
 * @throws {ValueError}
 */
export function parseSbom(text: string): string {
  return parseSwitch(text, SBOM_RULE, () => undefined);
}

function parseSwitch(text: string, rule: string, assertField: (field: string) => void): string {
  const value = SWITCHES.get(text) ?? text;
  if (value === 'true' || value === 'false') return value;
  const fields = parseFields(value);
  if (!fields.some(field => field.includes('='))) throw new ValueError('is not an option', rule);
  fields.forEach(assertField);
  return value;
}

const PROVENANCE_VALUES = new Map([
  ['mode', ['min', 'max']],
  ['version', ['v1', 'v0.2']]
]);

/** A field that is a boolean alone SWITCHES the attestation on or off. */
function isSwitch(field: string): boolean {
  return parseGoBoolean(field) !== undefined;
}

function assertProvenanceField(field: string): void {
  if (isSwitch(field)) return;
  const [key, value] = parseField(field);
  const allowed = PROVENANCE_VALUES.get(key);
  if (allowed !== undefined && !allowed.includes(value)) {
    throw new ValueError(`has an unknown ${key}`, allowed.map(known => `${key}=${known}`).join(' or '));
  }
}

/**
 * Returns the item of `attests` as it was written.
 *
 * @throws {ValueError}
 */
export function parseAttest(text: string): string {
  const type = typeOfAttest(text);
  if (type !== 'provenance' && type !== 'sbom') {
    throw new ValueError(
      type === undefined ? 'has no type' : 'has an unknown type',
      'type=provenance,… or type=sbom,…'
    );
  }
  if (type === 'provenance') parseFields(text).forEach(assertProvenanceField);
  return text;
}

/** Whether the item of `attests` asks for provenance, rather than turning it off. */
export function asksForProvenance(attest: string): boolean {
  return typeOfAttest(attest) === 'provenance' && !parseFields(attest).some(turnsOff);
}

function turnsOff(field: string): boolean {
  if (isSwitch(field)) return parseGoBoolean(field) === false;
  const [key, value] = parseField(field);
  return key === 'disabled' && parseGoBoolean(value) === true;
}

function typeOfAttest(text: string): string | undefined {
  const fields = parseFields(text).filter(field => !isSwitch(field));
  return new Map(fields.map(parseField)).get('type');
}

const SECRET_FORM = 'KEY=VALUE; a value of several lines in double quotes: "KEY=…"';

/**
 * Splits at the first `=`. The key becomes the id of a buildx secret.
 *
 * @throws {ValueError} whose message holds neither key nor value: either may be part of a secret of several lines.
 */
export function parseKeyValue(text: string, allowed = SECRET_FORM): KeyValue {
  const at = text.indexOf('=');
  const key = text.slice(0, Math.max(at, 0)).trim();
  if (at < 0) throw new ValueError('has no "="', allowed);
  if (!/^[^\s,"\0]+$/.test(key)) {
    throw new ValueError('has a bad KEY', 'a KEY without spaces, commas and quotes, then =VALUE');
  }
  return {key, value: text.slice(at + 1)};
}
