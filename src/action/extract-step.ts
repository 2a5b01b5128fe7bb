/** After verification: files of the image are taken out of where it was verified. */
import {ExtractionError} from '../extraction/extraction-error.ts';
import type {ExtractionRecord} from '../findings.ts';
import {formatPlatform} from '../oci/platform.ts';
import type {VerifiedPublished} from './attested-image.ts';
import type {ExtractInputs} from './extract-inputs.ts';
import type {Log} from './log.ts';
import type {Run} from './run.ts';
import type {PublishedContent} from './stores.ts';

/** Takes out what was asked for, of what was verified alone, and records it; throws as {@link extractRequested}. */
export async function extract(
  run: Run,
  images: readonly VerifiedPublished[],
  inputs: ExtractInputs
): Promise<void> {
  const place = choosePlace(images, inputs);
  if (place === undefined) {
    run.findings.notices.push('No file was taken out of the image: only what is verified is.');
    return;
  }
  run.findings.extraction = await extractRequested(run, place, inputs);
}

/** One that is verified; where each platform has a layout of its own, that of the platform. */
function choosePlace(
  images: readonly VerifiedPublished[],
  {platform}: ExtractInputs
): PublishedContent | undefined {
  const good = images.filter(({verified}) => verified.verification.verdict === 'verified');
  const wanted = platform && formatPlatform(platform);
  const fits = ({published}: VerifiedPublished): boolean =>
    published.platform === undefined || wanted === undefined || published.platform === wanted;
  return good.find(fits)?.published.content;
}

/**
 * What was asked for is at its local paths, all of it, or nothing where this throws `ExtractionError`, `ContentError`,
 * or what the store throws. What is read hangs on the root's digest: where that was verified, so is this.
 */
export async function extractRequested(
  {log, signal}: Pick<Run, 'log' | 'signal'>,
  {store, root}: Pick<PublishedContent, 'store' | 'root'>,
  {requests, platform}: ExtractInputs
): Promise<ExtractionRecord> {
  log.group('Extract');
  const [{extractFiles}, {selectImage}] = await Promise.all([
    import('../extraction/extract.ts'),
    import('../extraction/platform-image.ts')
  ]);
  const chosen = await selectImage(store, root, platform).catch((error: unknown) =>
    nameInput('extract-platform', error)
  );
  const extraction = await extractFiles(store, chosen.image, requests, {signal}).catch((error: unknown) =>
    nameInput('extract', error)
  );
  const name = chosen.platform && formatPlatform(chosen.platform);
  const record = {...extraction, ...(name === undefined ? {} : {platform: name})};
  tellExtraction(log, store.name, record);
  return record;
}

/** Throws the same, with the input that asked for what cannot be had. */
function nameInput(input: string, error: unknown): never {
  if (!(error instanceof ExtractionError)) throw error;
  throw new ExtractionError(error.code, `${input}: ${error.message}`, {cause: error});
}

/** Files that are listed in the log; the record has all. */
const SHOWN = 20;

function tellExtraction(log: Log, store: string, {image, platform, files, notices}: ExtractionRecord): void {
  const bytes = files.reduce((sum, {size}) => sum + size, 0);
  const what = `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${bytes} bytes`;
  log.info(`${what}, of ${platform === undefined ? '' : `${platform}, `}${image} in ${store}:`);
  for (const {source, path, size, sha256} of files.slice(0, SHOWN)) {
    log.info(`  ✓ ${source} → ${path} (${size} bytes, ${sha256})`);
  }
  if (files.length > SHOWN) log.info(`  … and ${files.length - SHOWN} more`);
  for (const notice of notices) log.info(`  ! ${notice}`);
}
