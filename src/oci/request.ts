/** One HTTP request, as it is asked for. */

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Origin of the registry that the user named: it alone is trusted to be where it is. */
  readonly home: URL;
}

/** A request to a registry before it is known in which scheme. */
export interface HostRequest extends Omit<HttpRequest, 'url' | 'home'> {
  /** With the query. */
  readonly path: string;
}
