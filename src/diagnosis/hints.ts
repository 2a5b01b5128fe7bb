/** Facts of the run that a whole log of GitHub's shows by the way. Knows no cause. */
import type {Hints} from './log.ts';

const PERMISSION = /^([A-Z][A-Za-z]{1,40}): (read|write|none)$/;
const PLATFORMS = /--platform[ =]([\w/,.-]{1,500})/;

export class HintCollector {
  private group = '';
  private permissions: Map<string, string> | undefined;
  private platforms: readonly string[] = [];
  private loginSucceeded = false;
  private pullRequest = false;
  private jobEnded = false;

  beginGroup(title: string): void {
    this.group = title;
    if (title === 'GITHUB_TOKEN Permissions') this.permissions = new Map();
  }

  /** A line of a command that the runner shows before it starts it. */
  addScript(text: string): void {
    const match = text.includes('--platform') ? PLATFORMS.exec(text.slice(0, 8000)) : null;
    if (match?.[1] !== undefined) this.platforms = match[1].split(',').filter(Boolean).slice(0, 50);
  }

  addLine(text: string): void {
    if (this.group === 'GITHUB_TOKEN Permissions' && this.permissions !== undefined) {
      const match = PERMISSION.exec(text);
      if (match === null) this.group = '';
      else this.permissions.set(toScope(match[1] ?? ''), match[2] ?? '');
    }
    if (text === 'Cleaning up orphan processes') this.jobEnded = true;
    if (text === 'Login Succeeded!' || text === 'Login Succeeded') this.loginSucceeded = true;
    if (/^Checking out the ref\b/.test(text) || text.includes('refs/remotes/pull/'))
      this.pullRequest ||= /refs\/(?:remotes\/)?pull\/\d{1,9}\/merge/.test(text.slice(0, 1000));
  }

  read(): Hints {
    const {permissions, platforms, loginSucceeded, pullRequest, jobEnded} = this;
    return {permissions, platforms, loginSucceeded, pullRequest, jobEnded};
  }
}

/** `PullRequests` -> `pull-requests`, as a workflow writes it. */
function toScope(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}
